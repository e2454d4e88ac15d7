package io.sonde.search.sweep;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Completion;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.PreparedTrials;
import io.sonde.search.port.ReportInbox.Refused;
import io.sonde.search.port.ReportInbox.Why;
import io.sonde.search.port.Sampler;
import io.sonde.search.port.Stopper;
import io.sonde.search.port.TrialLauncher;
import io.sonde.search.proposal.Proposals;
import io.sonde.search.proposal.TrialSeeds;
import io.sonde.search.proposal.WarmStart;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Decision;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import io.sonde.search.space.Configuration;
import io.sonde.search.spec.SweepSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The owner of one sweep. Everything happens in turns on its one thread: a turn changes the
 * history, gathers the changes, and hands them to the journal as one batch; what others wait for
 * (an answer to a worker, the launch of a trial) follows once that batch is stored.
 */
final class SweepLoop {
  /** So many ends are remembered, for workers that tell them twice. */
  private static final int TOLD_KEPT = 256;

  private final Parts parts;
  private final SweepSpec spec;
  private final TrialSeeds seeds;
  private final SweepProgress progress;
  private final Proposals proposals;
  private final ScheduledThreadPoolExecutor thread;
  private final CompletableFuture<SweepState> done = new CompletableFuture<>();
  private final CompletableFuture<Void> entered = new CompletableFuture<>();
  private final CompletableFuture<Void> begun = new CompletableFuture<>();
  private List<Change> changes = new ArrayList<>();
  private List<Runnable> onceStored = new ArrayList<>();
  private final Map<AttemptId, Told> told =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<AttemptId, Told> eldest) {
          return size() > TOLD_KEPT;
        }
      };
  private final WallTime wall;
  private boolean exhausted;
  private boolean paused;
  private @Nullable Ending ending;
  private String endedBecause = "";

  /**
   * What a loop works with.
   *
   * @param parallel how many trials at a time, at least 1
   * @param past all stored events of the sweep; empty for a new one
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
      List<SweepEvent> past) {}

  /** An end that an attempt has told, and its answer. */
  private record Told(String token, CompletableFuture<Void> answer) {}

  /** Why no more trials are begun before the budget is spent. */
  private enum Ending {
    /** A person cancelled the sweep. */
    CANCEL,
    /** The wall time is over. */
    WALL,
    /** The server stops; the sweep goes on with a later one. */
    INTERRUPT
  }

  SweepLoop(Parts parts) {
    this.parts = parts;
    this.spec = parts.spec();
    this.seeds = new TrialSeeds(parts.seed());
    this.progress = new SweepProgress(spec.space(), spec.goal());
    this.proposals =
        new Proposals(spec.space(), parts.sampler(), parts.stopper(), seeds, parts.warmStart());
    this.thread = new ScheduledThreadPoolExecutor(1, named("sweep-" + parts.sweep()));
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.wall = new WallTime(spec.budget().wall(), thread, () -> turn(this::wallIsOver));
  }

  private static ThreadFactory named(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** Completes with the sweep's state once it is over or interrupted, and stored. */
  CompletableFuture<SweepState> done() {
    return done;
  }

  /** Begins, or goes on where the past stopped. */
  void start() {
    turn(
        () -> {
          parts.past().forEach(progress::replay);
          int earlier = parts.warmStart().earlier().size();
          String learnt = earlier == 0 ? "" : "learns from " + earlier + " earlier trials";
          add(new Change.SweepBecame(SweepState.RUNNING, learnt));
          progress.interrupted().forEach(this::goOn);
          wall.spent(progress.used());
          wall.run();
          fill();
          onceStored.add(() -> turn(() -> begun.complete(null)));
        });
    entered.complete(null);
  }

  /** Completes once {@link #start} was called, so that messages come after it. */
  CompletableFuture<Void> entered() {
    return entered;
  }

  /**
   * Completes once everything that runs from an earlier server's time is known to the launcher, or
   * the loop has broken.
   */
  CompletableFuture<Void> begun() {
    return begun;
  }

  /** Goes on with the attempt that ran when the server was gone, or lets the trial wait. */
  private void goOn(TrialRun run) {
    TrialRun.Attempt former = run.former(parts.sweep(), parts.tokens());
    Optional<TrialLauncher.Handle> handle =
        parts
            .launcher()
            .adopt(
                request(run, former, run.reachedBefore(former.id)),
                run.course(),
                new Listener(run, former));
    if (handle.isPresent()) {
      former.handle = handle.get();
      run.goOn(former);
    } else {
      become(run, TrialState.WAITING, "the server was gone; it is tried again", Map.of());
    }
  }

  /** Ends the sweep: its trials are cancelled. */
  void cancel(String reason) {
    turn(() -> end(Ending.CANCEL, reason));
  }

  /** Begins no more trials until {@link #goOn}. */
  void pause(String reason) {
    turn(
        () -> {
          if (ending == null && !paused && !done.isDone()) {
            paused = true;
            wall.pause();
            add(new Change.SweepBecame(SweepState.PAUSED, reason));
            parts.launcher().pause(parts.sweep());
          }
        });
  }

  /** Begins trials again. */
  void goOn() {
    turn(
        () -> {
          if (ending == null && paused && !done.isDone()) {
            paused = false;
            add(new Change.SweepBecame(SweepState.RUNNING, "resumed"));
            parts.launcher().goOn(parts.sweep());
            wall.run();
            fill();
          }
        });
  }

  /** Lays the sweep aside: its running trials will be repeated when it goes on. */
  void interrupt() {
    turn(() -> end(Ending.INTERRUPT, "the server was stopped"));
  }

  private void wallIsOver() {
    end(Ending.WALL, "the sweep's wall time is over");
  }

  private void end(Ending how, String reason) {
    if (ending != null || done.isDone()) {
      return;
    }
    ending = how;
    endedBecause = reason;
    if (how == Ending.WALL) {
      settlePaused("it was paused when " + reason);
    }
    for (TrialRun run : List.copyOf(progress.live())) {
      TrialRun.Attempt attempt = run.attempt();
      if (attempt == null && how != Ending.INTERRUPT) {
        become(run, TrialState.CANCELLED, reason, Map.of());
      } else if (attempt != null && attempt.handle != null) {
        attempt.handle.cancel(reason);
      }
    }
    finishWhenDone();
  }

  /** Takes a report; see {@link io.sonde.search.port.ReportInbox}. */
  CompletableFuture<Verdict> report(AttemptId id, String token, Report report) {
    CompletableFuture<Verdict> answer = new CompletableFuture<>();
    turn(
        () -> {
          try {
            judge(id, token, report, answer);
          } catch (Refused e) {
            answer.completeExceptionally(e);
          }
        },
        answer);
    return answer;
  }

  private void judge(AttemptId id, String token, Report report, CompletableFuture<Verdict> answer) {
    TrialRun run = runOf(id);
    TrialRun.Attempt attempt = attemptOf(run, id, token);
    if (!attempt.started()) {
      attempt.early(() -> follow(report(id, token, report), answer));
      return;
    }
    CompletableFuture<Verdict> former = attempt.answers.get(report.step());
    if (former != null) {
      follow(former, answer);
      return;
    }
    OptionalInt last = progress.lastStep(run);
    if (last.isPresent() && report.step() <= last.getAsInt()) {
      throw new Refused(
          Why.INVALID,
          "step " + report.step() + " comes after step " + last.getAsInt() + "; steps must rise");
    }
    progress.report(run, id, report);
    Verdict verdict = parts.stopper().judge(progress.history(), run.number, report.step());
    if (verdict.decision() != Decision.CONTINUE) {
      attempt.endReason = verdict.reason();
    }
    attempt.answers.put(report.step(), answer);
    add(new Change.Reported(id, report, verdict));
    onceStored.add(() -> answer.complete(verdict));
  }

  /** Takes the end of an attempt; see {@link io.sonde.search.port.ReportInbox}. */
  CompletableFuture<Void> attemptEnded(AttemptId id, String token, AttemptEnd end) {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    turn(
        () -> {
          try {
            takeEnd(id, token, end, answer);
          } catch (Refused e) {
            answer.completeExceptionally(e);
          }
        },
        answer);
    return answer;
  }

  private void takeEnd(AttemptId id, String token, AttemptEnd end, CompletableFuture<Void> answer) {
    Told former = told.get(id);
    if (former != null && Tokens.same(former.token(), token)) {
      follow(former.answer(), answer);
      return;
    }
    TrialRun run = runOf(id);
    TrialRun.Attempt attempt = attemptOf(run, id, token);
    if (!attempt.started()) {
      attempt.early(() -> follow(attemptEnded(id, token, end), answer));
      return;
    }
    release(attempt);
    told.put(id, new Told(token, answer));
    onceStored.add(() -> answer.complete(null));
    finish(run, attempt, end);
  }

  private static void release(TrialRun.Attempt attempt) {
    if (attempt.handle != null) {
      attempt.handle.release();
    }
  }

  private TrialRun runOf(AttemptId id) {
    TrialRun run = progress.run(id.trial());
    if (run == null) {
      boolean known = id.trial() < progress.history().size();
      throw new Refused(
          known ? Why.FENCED : Why.UNKNOWN,
          known ? "trial " + id.trial() + " is over" : "there is no attempt " + id);
    }
    return run;
  }

  private static TrialRun.Attempt attemptOf(TrialRun run, AttemptId id, String token) {
    TrialRun.Attempt attempt = run.attempt();
    if (attempt == null || id.number() < attempt.id.number()) {
      throw new Refused(Why.FENCED, "attempt " + id + " is over");
    }
    if (id.number() > attempt.id.number()) {
      throw new Refused(Why.UNKNOWN, "there is no attempt " + id);
    }
    if (!Tokens.same(attempt.token, token)) {
      throw new Refused(Why.FORBIDDEN, "the token is not that of attempt " + id);
    }
    return attempt;
  }

  private void finish(TrialRun run, TrialRun.Attempt attempt, AttemptEnd told) {
    AttemptEnd end = said(attempt, told);
    add(new Change.AttemptEnded(attempt.id, end.cause(), end.reason()));
    run.end(end.cause());
    attempt.start().forEach(Runnable::run);
    progress.models().ended(attempt.id, end.cause());
    // As when the sweep's past is replayed: a stopped trial counts with what was measured of it.
    progress.history().measure(run.number, end.metrics());
    AttemptOutcome outcome = AttemptOutcome.of(spec, progress.history(), run, end);
    if (ending == Ending.INTERRUPT && outcome.next() == TrialState.CANCELLED) {
      outcome = new AttemptOutcome(TrialState.WAITING, end.reason());
    } else if (ending == Ending.CANCEL || ending == Ending.WALL) {
      boolean over = outcome.next().ended();
      outcome = over ? outcome : new AttemptOutcome(TrialState.CANCELLED, end.reason());
    }
    become(run, outcome.next(), outcome.reason(), end.metrics());
    if (!outcome.pause().isZero()) {
      run.hold(outcome.pause());
      after(outcome.pause(), this::fill);
    }
    fill();
  }

  /** The reason of a stopped or paused attempt is the verdict that ended it. */
  private static AttemptEnd said(TrialRun.Attempt attempt, AttemptEnd end) {
    boolean judged = end.cause() == Cause.STOPPED || end.cause() == Cause.PAUSED;
    return judged && attempt.endReason != null
        ? new AttemptEnd(end.cause(), attempt.endReason, end.metrics())
        : end;
  }

  private void become(TrialRun run, TrialState next, String reason, Map<String, Double> metrics) {
    OptionalDouble value = progress.value(run.number);
    OptionalInt step =
        value.isPresent() ? progress.history().bestStep(run.number) : OptionalInt.empty();
    boolean over = next.ended() || next == TrialState.PAUSED;
    Change.TrialBecame change =
        new Change.TrialBecame(
            run.number,
            next,
            reason,
            over ? value : OptionalDouble.empty(),
            over ? step : OptionalInt.empty(),
            metrics);
    add(change);
    progress.noteFailure(change);
    progress.become(run, next);
  }

  private void fill() {
    while (ending == null && !paused && progress.active() < parts.parallel()) {
      Optional<TrialRun> next = progress.nextWaiting().or(this::resume).or(this::propose);
      if (next.isEmpty()) {
        break;
      }
      TrialRun run = next.get();
      TrialRun.Attempt attempt = run.begin(parts.sweep(), parts.tokens());
      onceStored.add(() -> turn(() -> launch(run, attempt)));
    }
    if (ending == null && !paused && progress.active() == 0 && !progress.anyWaiting()) {
      settlePaused("it was paused, and no other trial is left to compare it with");
    }
    finishWhenDone();
  }

  /** Takes a paused trial further. */
  private Optional<TrialRun> resume() {
    return parts
        .stopper()
        .resume(progress.history())
        .map(
            resumption -> {
              TrialRun run = Objects.requireNonNull(progress.run(resumption.trial()));
              become(run, TrialState.WAITING, resumption.reason(), Map.of());
              return run;
            });
  }

  /** Ends the paused trials, which nothing will take further. */
  private void settlePaused(String reason) {
    for (TrialRun run : progress.paused()) {
      become(run, TrialState.STOPPED, reason, Map.of());
    }
  }

  private Optional<TrialRun> propose() {
    while (!exhausted && progress.spent() + progress.live().size() < spec.budget().trials()) {
      int number = progress.history().size();
      Optional<Sampler.Proposal> proposal = proposals.next(progress.history());
      if (proposal.isEmpty()) {
        exhausted = true;
        break;
      }
      Optional<TrialRun> run = admit(number, proposal.get());
      if (run.isPresent()) {
        return run;
      }
    }
    return Optional.empty();
  }

  /** Records a proposal; empty when what is known of it beforehand rules it out. */
  private Optional<TrialRun> admit(int number, Sampler.Proposal proposal) {
    Configuration configuration = proposal.configuration();
    PreparedTrials.Feasibility feasibility = parts.trials().assess(configuration);
    Map<String, Double> known =
        feasibility instanceof PreparedTrials.Feasible feasible ? feasible.known() : Map.of();
    add(new Change.TrialProposed(number, configuration, known, proposal.parent()));
    TrialRun run = progress.propose(number, proposal, known);
    Optional<String> why =
        feasibility instanceof PreparedTrials.Infeasible infeasible
            ? Optional.of(infeasible.reason())
            : Completion.violation(progress.history(), number, true);
    why.ifPresent(reason -> become(run, TrialState.INFEASIBLE, reason, Map.of()));
    return why.isPresent() ? Optional.empty() : Optional.of(run);
  }

  private void launch(TrialRun run, TrialRun.Attempt attempt) {
    if (ending != null) {
      finish(run, attempt, new AttemptEnd(Cause.CANCELLED, "the sweep was ended"));
      return;
    }
    attempt.handle =
        parts
            .launcher()
            .launch(request(run, attempt, run.reached(parts.sweep())), new Listener(run, attempt));
  }

  private TrialLauncher.Request request(
      TrialRun run, TrialRun.Attempt attempt, List<TrialLauncher.Reached> earlier) {
    return new TrialLauncher.Request(
        attempt.id,
        attempt.token,
        spec,
        run.configuration,
        seeds.training(run.number),
        seeds.split(),
        earlier,
        progress.models().of(run.parent));
  }

  private void finishWhenDone() {
    boolean spent = exhausted || progress.spent() >= spec.budget().trials();
    boolean over =
        ending == null
            ? spent && progress.live().isEmpty()
            : ending == Ending.INTERRUPT ? progress.active() == 0 : progress.live().isEmpty();
    if (!over || done.isDone()) {
      return;
    }
    Change.SweepBecame end = verdict();
    add(end);
    onceStored.add(
        () -> {
          parts.launcher().sweepEnded(parts.sweep());
          begun.complete(null);
          thread.shutdown();
          done.complete(end.state());
        });
  }

  private Change.SweepBecame verdict() {
    if (ending == Ending.INTERRUPT && paused) {
      return new Change.SweepBecame(SweepState.PAUSED, "paused; the server was stopped meanwhile");
    }
    if (ending == Ending.INTERRUPT) {
      return new Change.SweepBecame(SweepState.WAITING, "interrupted: the server was stopped");
    }
    if (ending == Ending.CANCEL) {
      return new Change.SweepBecame(SweepState.CANCELLED, endedBecause);
    }
    if (progress.successes() == 0) {
      return new Change.SweepBecame(SweepState.FAILED, progress.whyNoneSucceeded());
    }
    String reason =
        ending == Ending.WALL
            ? "its wall time is over"
            : exhausted ? "every configuration of the space was tried" : "its budget is spent";
    return new Change.SweepBecame(SweepState.COMPLETED, reason);
  }

  private void add(Change change) {
    changes.add(change);
  }

  private void after(Duration delay, Runnable what) {
    var unused = thread.schedule(() -> turn(what), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void turn(Runnable what) {
    turn(what, new CompletableFuture<Void>());
  }

  /**
   * Runs on the loop's thread; the answer fails when that thread is gone or the turn breaks. A loop
   * that broke takes no more turns: what its processes tell of their end changes nothing any more.
   */
  private void turn(Runnable what, CompletableFuture<?> answer) {
    try {
      thread.execute(
          () -> {
            if (done.isCompletedExceptionally()) {
              answer.completeExceptionally(over());
              return;
            }
            try {
              inTurn(what);
            } catch (RuntimeException e) {
              answer.completeExceptionally(e);
              fail(e);
            }
          });
    } catch (RejectedExecutionException e) {
      answer.completeExceptionally(over());
    }
  }

  private Refused over() {
    return new Refused(Why.FENCED, "sweep " + parts.sweep() + " is over");
  }

  private void inTurn(Runnable what) {
    what.run();
    if (changes.isEmpty()) {
      onceStored.forEach(Runnable::run);
    } else {
      List<Runnable> followers = onceStored;
      var unused =
          parts
              .journal()
              .append(parts.sweep(), changes)
              .whenComplete(
                  (ok, e) -> {
                    if (e == null) {
                      followers.forEach(Runnable::run);
                    } else {
                      fail(e);
                    }
                  });
    }
    changes = new ArrayList<>();
    onceStored = new ArrayList<>();
  }

  /** Nothing can be stored any more, or the loop itself broke: its processes must not go on. */
  private void fail(Throwable why) {
    begun.complete(null);
    if (!done.completeExceptionally(why)) {
      return;
    }
    try {
      thread.execute(() -> abandon(why));
    } catch (RejectedExecutionException e) {
      parts.launcher().sweepEnded(parts.sweep());
    }
  }

  private void abandon(Throwable why) {
    String reason = "the sweep broke: " + why.getMessage();
    // After what the broken turn had changed before it broke: a trial may be new in it.
    for (TrialRun run : progress.live()) {
      add(
          new Change.TrialBecame(
              run.number,
              TrialState.CANCELLED,
              reason,
              OptionalDouble.empty(),
              OptionalInt.empty(),
              Map.of()));
      TrialRun.Attempt attempt = run.attempt();
      if (attempt != null) {
        attempt.answers.values().forEach(a -> a.completeExceptionally(why));
        if (attempt.handle != null) {
          attempt.handle.cancel(reason);
        }
      }
    }
    told.values().forEach(t -> t.answer().completeExceptionally(why));
    add(new Change.SweepBecame(SweepState.FAILED, reason));
    // Where it is the store that broke, this fails too, and the journal has said so already.
    var unused = parts.journal().append(parts.sweep(), changes);
    parts.launcher().sweepEnded(parts.sweep());
    thread.shutdown();
  }

  /** Lets an answer be that of the first message of its kind. */
  private static <T> void follow(CompletableFuture<T> first, CompletableFuture<T> repeated) {
    var unused =
        first.handle(
            (value, e) -> e == null ? repeated.complete(value) : repeated.completeExceptionally(e));
  }

  /** Brings what a launcher tells onto the loop's thread. */
  private final class Listener implements TrialLauncher.Listener {
    private final TrialRun run;
    private final TrialRun.Attempt attempt;

    Listener(TrialRun run, TrialRun.Attempt attempt) {
      this.run = run;
      this.attempt = attempt;
    }

    @Override
    public void started(List<String> devices, String log, OptionalInt after) {
      turn(
          () -> {
            if (run.attempt() == attempt && !attempt.started()) {
              add(new Change.AttemptStarted(attempt.id, devices, log, after));
              progress.started(run, attempt.id, after);
              attempt.start().forEach(Runnable::run);
            }
          });
    }

    @Override
    public void ended(AttemptEnd end) {
      turn(
          () -> {
            if (run.attempt() == attempt) {
              finish(run, attempt, end);
            }
          });
    }
  }
}
