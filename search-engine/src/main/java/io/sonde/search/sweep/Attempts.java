package io.sonde.search.sweep;

import io.sonde.search.event.Change;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.AskDesk.Work;
import io.sonde.search.port.TrialLauncher;
import io.sonde.search.proposal.TrialSeeds;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.Cause;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The attempts of a sweep's trials, from their launch to what follows from their end. */
final class Attempts {
  private final SweepLoop.Parts parts;
  private final TrialSeeds seeds;
  private final Turns turns;
  private final SweepProgress progress;
  private final SweepTrials trials;
  private final SweepPhase phase;
  private final Lending lending;
  private final Runnable fill;

  /**
   * Of one sweep.
   *
   * @param lending who is given those that run elsewhere
   * @param fill gives free slots to trials that may begin; for turns
   */
  Attempts(
      SweepLoop.Parts parts,
      TrialSeeds seeds,
      Turns turns,
      SweepProgress progress,
      SweepTrials trials,
      SweepPhase phase,
      Lending lending,
      Runnable fill) {
    this.parts = parts;
    this.seeds = seeds;
    this.turns = turns;
    this.progress = progress;
    this.trials = trials;
    this.phase = phase;
    this.lending = lending;
    this.fill = fill;
  }

  /** Begins a trial's next attempt; it is launched once this turn is stored. */
  void begin(TrialRun run) {
    TrialRun.Attempt attempt = run.begin(parts.sweep(), parts.tokens());
    attempt.asker = parts.lends() ? lending.next() : null;
    turns.onceStored(() -> turns.take(() -> launch(run, attempt)));
  }

  private void launch(TrialRun run, TrialRun.Attempt attempt) {
    if (phase.ending().isPresent() || run.toStop().isPresent()) {
      if (attempt.asker != null) {
        lending.putBack(attempt.asker);
      }
      String why = run.toStop().orElse("the sweep was ended");
      finish(run, attempt, new AttemptEnd(Cause.CANCELLED, why));
      return;
    }
    TrialLauncher.Request request = request(run, attempt, earlier(run));
    attempt.handle = parts.launcher().launch(request, new Listener(run, attempt));
  }

  /** What runs elsewhere is known to have left what it needs to go on only when it was paused. */
  private List<TrialLauncher.Reached> earlier(TrialRun run) {
    return parts.lends() && !run.laidAside() ? List.of() : run.reached(parts.sweep());
  }

  /** Goes on with the attempt that ran when the server was gone, or lets the trial wait. */
  void goOn(TrialRun run) {
    TrialRun.Attempt former = run.former(parts.sweep(), parts.tokens());
    TrialLauncher.Request request = request(run, former, run.reachedBefore(former.id));
    Optional<TrialLauncher.Handle> handle =
        parts.launcher().adopt(request, run.course(), new Listener(run, former));
    if (handle.isPresent()) {
      former.handle = handle.get();
      run.goOn(former);
      run.toStop().ifPresent(reason -> turns.onceStored(() -> handle.get().cancel(reason)));
      return;
    }
    // As when a server is stopped, and no use of the retries: the trial did not do it.
    turns.add(new Change.AttemptEnded(former.id, Cause.CANCELLED, "the server was gone"));
    run.seenEnd(Cause.CANCELLED);
    if (run.toStop().isPresent()) {
      trials.endByHand(run, run.toStop().get());
    } else {
      trials.become(run, TrialState.WAITING, "the server was gone; it is tried again");
    }
  }

  private TrialLauncher.Request request(
      TrialRun run, TrialRun.Attempt attempt, List<TrialLauncher.Reached> earlier) {
    return new TrialLauncher.Request(
        attempt.id,
        attempt.token,
        parts.spec(),
        run.configuration,
        seeds.training(run.number),
        seeds.split(),
        earlier,
        progress.models().of(run.parent));
  }

  /** Ends a trial's attempt, as a person asked; what it has reached counts. */
  void stop(TrialRun run, TrialRun.Attempt attempt, String reason) {
    run.stopBecause(reason);
    turns.add(new Change.TrialToStop(run.number, reason));
    turns.onceStored(
        () ->
            turns.take(
                () -> {
                  if (run.attempt() == attempt) {
                    attempt.cancel(reason);
                  }
                }));
  }

  /** An attempt is over, in whichever way it was told; answers what its trial becomes. */
  AttemptOutcome finish(TrialRun run, TrialRun.Attempt attempt, AttemptEnd told) {
    AttemptEnd end = said(attempt, told);
    turns.add(new Change.AttemptEnded(attempt.id, end.cause(), end.reason()));
    run.end(end.cause());
    attempt.start().forEach(Runnable::run);
    progress.models().ended(attempt.id, end.cause());
    // As when the sweep's past is replayed: a stopped trial counts with what was measured of it.
    progress.history().measure(run.number, end.metrics());
    AttemptOutcome alone =
        AttemptOutcome.of(parts.spec(), progress.history(), run, end)
            .stopped(progress.history(), run);
    AttemptOutcome outcome = phase.outcome(alone, end);
    trials.become(run, outcome.next(), outcome.reason(), end.metrics());
    if (!outcome.pause().isZero()) {
      run.hold(outcome.pause());
      var unused = turns.after(outcome.pause(), fill);
    }
    fill.run();
    return outcome;
  }

  private void begin(
      TrialRun run, TrialRun.Attempt attempt, List<String> devices, String log, OptionalInt after) {
    Lending.Asker asker = attempt.asker;
    Change.AttemptStarted started =
        asker == null
            ? new Change.AttemptStarted(attempt.id, devices, log, after)
            : new Change.AttemptStarted(attempt.id, asker.place(), log, after, asker.ask().key());
    turns.add(started);
    progress.started(run, attempt.id, after);
    attempt.start(after).forEach(Runnable::run);
    if (asker != null) {
      attempt.asker = null;
      Lending.Loan loan = lending.loan(started);
      Work work = lending.work(loan);
      List<Lending.Asker> told = lending.give(asker, loan);
      turns.onceStored(() -> told.forEach(one -> one.answer().complete(work)));
    }
    if (phase.ending().isPresent()) {
      fill.run();
    }
  }

  /** The reason of a stopped or paused attempt is the verdict that ended it. */
  private static AttemptEnd said(TrialRun.Attempt attempt, AttemptEnd end) {
    boolean judged = end.cause() == Cause.STOPPED || end.cause() == Cause.PAUSED;
    return judged && attempt.endReason != null
        ? new AttemptEnd(end.cause(), attempt.endReason, end.metrics())
        : end;
  }

  /** Brings what a launcher tells into the sweep's turns. */
  private final class Listener implements TrialLauncher.Listener {
    private final TrialRun run;
    private final TrialRun.Attempt attempt;

    Listener(TrialRun run, TrialRun.Attempt attempt) {
      this.run = run;
      this.attempt = attempt;
    }

    @Override
    public void started(List<String> devices, String log, OptionalInt after) {
      turns.take(
          () -> {
            if (run.attempt() == attempt && !attempt.started()) {
              begin(run, attempt, devices, log, after);
            }
          });
    }

    @Override
    public void ended(AttemptEnd end) {
      turns.take(
          () -> {
            if (run.attempt() == attempt) {
              finish(run, attempt, end);
            }
          });
    }
  }
}
