package io.sonde.search.sweep;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.port.AskDesk.Ask;
import io.sonde.search.port.AskDesk.Asked;
import io.sonde.search.port.AskDesk.Told;
import io.sonde.search.port.PreparedTrials;
import io.sonde.search.port.ReportInbox.Refused;
import io.sonde.search.port.Sampler;
import io.sonde.search.port.Stopper;
import io.sonde.search.port.TrialLauncher;
import io.sonde.search.proposal.Proposals;
import io.sonde.search.proposal.TrialSeeds;
import io.sonde.search.proposal.WarmStart;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import io.sonde.search.request.RequestKey;
import io.sonde.search.spec.SpecException;
import io.sonde.search.spec.SweepSpec;
import io.sonde.search.steering.NotAllowedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The owner of one sweep. Everything happens in turns on its one thread: a turn changes the
 * history, gathers the changes, and hands them to the journal as one batch; what others wait for
 * (an answer to a worker, the launch of a trial) follows once that batch is stored. Its methods are
 * called from any thread.
 */
final class SweepLoop {
  private final Parts parts;
  private final Turns turns;
  private final SweepPhase phase;
  private final SweepProgress progress;
  private final SweepTrials trials;
  private final NextTrials next;
  private final Attempts attempts;
  private final AttemptMessages messages;
  private final Lending lending;
  private final LoanMessages loans;
  private final WallTime wall;
  private final Steering steering;
  private final SweepEnd end;
  private final Optional<String> toCancel;
  private final CompletableFuture<Void> entered = new CompletableFuture<>();
  private final CompletableFuture<Void> begun = new CompletableFuture<>();

  /**
   * What a loop works with.
   *
   * @param parallel how many trials at a time to begin with, at least 1
   * @param past all stored events of the sweep; empty for a new one
   * @param lends whether trials run elsewhere, each begun when somebody asks for one
   */
  record Parts(
      int sweep,
      SweepSpec spec,
      long seed,
      int parallel,
      PreparedTrials trials,
      Sampler sampler,
      Stopper stopper,
      WarmStart warmStart,
      TrialLauncher launcher,
      Journal journal,
      Tokens tokens,
      List<SweepEvent> past,
      boolean lends) {}

  SweepLoop(Parts parts) {
    this.parts = parts;
    phase = new SweepPhase(parts.parallel());
    SweepSpec spec = parts.spec();
    TrialSeeds seeds = new TrialSeeds(parts.seed());
    turns = new Turns(parts.sweep(), parts.journal(), new Broken());
    progress = new SweepProgress(spec.space(), spec.goal());
    trials = new SweepTrials(spec, parts.trials(), progress, turns);
    Stopper stopper = parts.stopper();
    WarmStart start = parts.warmStart();
    Proposals proposals = new Proposals(spec.space(), parts.sampler(), stopper, seeds, start);
    int named = start.first().size();
    next = new NextTrials(progress, trials, proposals, stopper, named, spec.budget().trials());
    lending = new Lending(spec, progress, seeds, parts.tokens(), stopper);
    attempts = new Attempts(parts, seeds, turns, progress, trials, phase, lending, this::fill);
    messages = new AttemptMessages(turns, progress, stopper, attempts, parts.lends());
    loans =
        new LoanMessages(
            parts, turns, progress, phase, next, lending, attempts, messages, this::fill);
    wall = new WallTime(spec.budget().wall(), turns, this::wallIsOver);
    steering = new Steering(parts, turns, trials, next, attempts, phase, wall, this::fill);
    end = new SweepEnd(parts, turns, phase, progress, trials, next, loans);
    toCancel = SweepEnd.asked(parts.past());
    var unused = turns.done().whenComplete((state, e) -> begun.complete(null));
  }

  /** Whether its trials run elsewhere. */
  boolean lends() {
    return parts.lends();
  }

  /** Whether it was cancelled in an earlier server's time, so that it only ends now. */
  boolean toCancel() {
    return toCancel.isPresent();
  }

  /** Completes with the sweep's state once it is over or interrupted, and stored. */
  CompletableFuture<SweepState> done() {
    return turns.done();
  }

  /** Begins, or goes on where the past stopped. */
  void start() {
    start(false, () -> {});
  }

  /**
   * The same.
   *
   * @param asPaused whether it stays paused until {@link #goOn}; then it only goes on with what
   *     runs from an earlier server's time
   * @param first done in the same turn, before anything new is proposed
   */
  void start(boolean asPaused, Runnable first) {
    turns.take(
        () -> {
          parts.past().forEach(this::replay);
          next.replayed();
          if (asPaused) {
            phase.pause();
          }
          int earlier = parts.warmStart().earlier().size();
          String learnt = earlier == 0 ? "" : "learns from " + earlier + " earlier trials";
          turns.add(new Change.SweepBecame(phase.state(), asPaused ? "paused" : learnt));
          progress.interrupted().forEach(attempts::goOn);
          wall.spent(progress.used());
          if (!asPaused) {
            wall.run();
          }
          first.run();
          toCancel.ifPresent(reason -> end.begin(SweepPhase.Ending.CANCEL, reason));
          fill();
          turns.onceStored(() -> turns.take(() -> begun.complete(null)));
        });
    entered.complete(null);
  }

  private void replay(SweepEvent event) {
    progress.replay(event);
    if (event.change() instanceof Change.AttemptStarted started) {
      started.asked().ifPresent(key -> lending.seen(key, started));
    }
  }

  /** Completes once {@link #start} was called, so that messages come after it. */
  CompletableFuture<Void> entered() {
    return entered;
  }

  /**
   * Completes once everything that runs from an earlier server's time is known to the launcher, or
   * the loop has ended.
   */
  CompletableFuture<Void> begun() {
    return begun;
  }

  /**
   * Ends the sweep: its trials are cancelled.
   *
   * @return completes once it is stored that it is to end, which is before its attempts are gone;
   *     fails with {@link Refused} when the sweep is over
   */
  CompletableFuture<Void> cancel(String reason) {
    return turns.ask(answer -> end.cancel(reason, answer));
  }

  /** Lays the sweep aside: its running trials will be repeated when it goes on. */
  void interrupt() {
    turns.take(() -> end.begin(SweepPhase.Ending.INTERRUPT, "the server was stopped"));
  }

  /**
   * Begins no more trials until {@link #goOn}.
   *
   * @return completes once that is stored; fails with {@link Refused} when the sweep is over or
   *     about to end
   */
  CompletableFuture<Void> pause(String reason) {
    return turns.ask(answer -> steering.pause(reason, answer));
  }

  /** Begins trials again; answers as {@link #pause}. */
  CompletableFuture<Void> goOn() {
    return turns.ask(steering::goOn);
  }

  /** Runs up to so many trials at a time from now on, within what the devices can hold. */
  void widen(int parallel) {
    turns.take(() -> steering.widen(parallel));
  }

  /**
   * Raises the budget.
   *
   * @param more how many trials more the sweep may end
   * @param asked the request that asks for it, where it has a key
   * @return how many it may end in all, once that is stored; fails with {@link Refused} when the
   *     sweep is over
   */
  CompletableFuture<Integer> extend(int more, Optional<RequestKey> asked) {
    return turns.ask(answer -> steering.extend(more, asked, answer));
  }

  /** Within the turn of {@link #start}; see {@link #extend}. */
  void raise(int more, Optional<RequestKey> asked, CompletableFuture<Integer> answer) {
    steering.raise(more, asked, answer);
  }

  /**
   * Tries a configuration that a person names, before any that the sampler proposes. It takes a
   * place in the budget; where none is left, the budget grows by one.
   *
   * @param values by path; those of other parameters are drawn at random
   * @param asked the request that asks for it, where it has a key
   * @return the trial, once stored; fails with {@link Refused} when the sweep is over, with {@link
   *     SpecException} when the configuration cannot run
   */
  CompletableFuture<Integer> enqueue(
      Map<String, Object> values, String reason, Optional<RequestKey> asked) {
    return turns.ask(answer -> steering.enqueue(values, reason, asked, answer));
  }

  /** Within the turn of {@link #start}; see {@link #enqueue}. */
  void takeIn(
      Map<String, Object> values,
      String reason,
      Optional<RequestKey> asked,
      CompletableFuture<Integer> answer) {
    steering.takeIn(values, reason, asked, answer);
  }

  /**
   * Ends a trial: its attempt is cancelled, and what it has reached counts as stopped.
   *
   * @return completes once that is stored, which is before the attempt is gone; fails with {@link
   *     Refused} when the sweep is over, with {@link NotAllowedException} when the trial is
   */
  CompletableFuture<Void> stop(int trial, String reason) {
    return turns.ask(answer -> steering.stop(trial, reason, answer));
  }

  /** Takes a report; see {@link io.sonde.search.port.ReportInbox}. */
  CompletableFuture<Verdict> report(AttemptId id, String token, Report report) {
    return messages.report(id, token, report);
  }

  /** Takes the end of an attempt; see {@link io.sonde.search.port.ReportInbox}. */
  CompletableFuture<Void> attemptEnded(AttemptId id, String token, AttemptEnd end) {
    return messages.attemptEnded(id, token, end);
  }

  /** Asks for a trial; see {@link LoanMessages#ask}. */
  CompletableFuture<Asked> ask(Ask ask, CompletableFuture<?> left) {
    return loans.ask(ask, left);
  }

  /** Takes what came of an attempt; see {@link io.sonde.search.port.AskDesk}. */
  CompletableFuture<Told> tell(AttemptId id, String token, AttemptEnd end) {
    return loans.tell(id, token, end);
  }

  /** Hears of an attempt; answers for how long that holds. */
  CompletableFuture<Duration> heard(AttemptId id, String token) {
    return loans.heard(id, token);
  }

  private void wallIsOver() {
    end.begin(SweepPhase.Ending.WALL, "the sweep's wall time is over");
  }

  private void fill() {
    while (phase.begins()
        && progress.active() < phase.parallel()
        && (!parts.lends() || lending.wanted())) {
      Optional<TrialRun> run = next.next();
      if (run.isEmpty()) {
        break;
      }
      attempts.begin(run.get());
    }
    if (phase.begins() && progress.active() == 0 && next.nothingLeft()) {
      trials.settlePaused("it was paused, and no other trial is left to compare it with");
    }
    end.finishWhenDone();
  }

  /** Ends what a sweep leaves that cannot go on. */
  private final class Broken implements Turns.Breakdown {
    @Override
    public void abandon(Throwable why) {
      String reason = "the sweep broke: " + why.getMessage();
      for (TrialRun run : progress.live()) {
        TrialRun.Attempt attempt = run.attempt();
        if (attempt != null) {
          if (attempt.started()) {
            turns.add(new Change.AttemptEnded(attempt.id, Cause.CANCELLED, reason));
          }
          attempt.cancel(reason);
        }
        turns.add(SweepsAtRest.cancelled(run.number, reason));
      }
      turns.add(new Change.SweepBecame(SweepState.FAILED, reason));
    }

    @Override
    public void over() {
      parts.launcher().sweepEnded(parts.sweep());
    }
  }
}
