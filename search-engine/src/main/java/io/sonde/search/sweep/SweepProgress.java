package io.sonde.search.sweep;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Goal;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Sampler;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Report;
import io.sonde.search.space.Space;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How far a sweep has come: its history, its live trials, its spent budget. Not thread-safe. */
final class SweepProgress {
  private final ColumnarHistory history;
  private final TreeMap<Integer, TrialRun> live = new TreeMap<>();
  private final Map<TrialState, Integer> ended = new EnumMap<>(TrialState.class);
  private final Map<Integer, String> firstFailure = new TreeMap<>();
  private final KeptModels models = new KeptModels();
  private Duration used = Duration.ZERO;
  private @Nullable Instant runningSince;

  SweepProgress(Space space, Goal goal) {
    this.history = new ColumnarHistory(space, goal);
  }

  ColumnarHistory history() {
    return history;
  }

  /** Which attempts left a model. */
  KeptModels models() {
    return models;
  }

  /** The trials that are not over, by number. */
  Collection<TrialRun> live() {
    return live.values();
  }

  @Nullable TrialRun run(int trial) {
    return live.get(trial);
  }

  /** How many trials have an attempt under way. */
  int active() {
    return (int) live.values().stream().filter(run -> run.attempt() != null).count();
  }

  /** Whether no attempt under way is still to be taken up. */
  boolean allStarted() {
    return live.values().stream()
        .map(TrialRun::attempt)
        .allMatch(attempt -> attempt == null || attempt.started());
  }

  /** The first trial that waits for an attempt and is not held back for a while. */
  Optional<TrialRun> nextWaiting() {
    return live.values().stream().filter(run -> waits(run) && run.ready()).findFirst();
  }

  /** Whether a trial waits for an attempt, be it held back or not. */
  boolean anyWaiting() {
    return live.values().stream().anyMatch(this::waits);
  }

  private boolean waits(TrialRun run) {
    return run.attempt() == null && history.state(run.number) == TrialState.WAITING;
  }

  /** The trials that are laid aside. */
  List<TrialRun> paused() {
    return live.values().stream()
        .filter(run -> history.state(run.number) == TrialState.PAUSED)
        .toList();
  }

  /** How many trials count against the budget. */
  int spent() {
    return ended.entrySet().stream()
        .filter(e -> e.getKey().spendsBudget())
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** How many trials gave a value. */
  int successes() {
    return count(TrialState.COMPLETED) + count(TrialState.STOPPED);
  }

  private int count(TrialState state) {
    return ended.getOrDefault(state, 0);
  }

  String whyNoneSucceeded() {
    return "no trial gave a value: "
        + count(TrialState.FAILED)
        + " failed, "
        + count(TrialState.INFEASIBLE)
        + " infeasible"
        + (firstFailure.isEmpty() ? "" : "; the first: " + firstFailure.values().iterator().next());
  }

  TrialRun propose(int number, Sampler.Proposal proposal, Map<String, Double> known) {
    int added = history.propose(proposal.configuration());
    if (added != number) {
      throw new IllegalStateException("expected trial " + added + " next, got " + number);
    }
    history.measure(number, known);
    TrialRun run = new TrialRun(number, proposal);
    live.put(number, run);
    return run;
  }

  void report(TrialRun run, AttemptId attempt, Report report) {
    history.report(run.number, report.step(), report.metrics());
    run.reported(attempt, report.step());
  }

  /** An attempt goes on after a step, or begins anew: what came after that counts no more. */
  void started(TrialRun run, AttemptId attempt, OptionalInt after) {
    run.started(attempt, after);
    history.rewind(run.number, after.orElse(-1));
    become(run, TrialState.RUNNING);
  }

  OptionalInt lastStep(TrialRun run) {
    int reports = history.reports(run.number);
    return reports == 0
        ? OptionalInt.empty()
        : OptionalInt.of(history.step(run.number, reports - 1));
  }

  OptionalDouble value(int trial) {
    double value = history.value(trial);
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  void become(TrialRun run, TrialState next) {
    if (history.state(run.number) != next) {
      history.become(run.number, next);
    }
    if (next.ended()) {
      live.remove(run.number);
      ended.merge(next, 1, Integer::sum);
    }
  }

  /** Trials that ran when the past ended. */
  List<TrialRun> interrupted() {
    return live.values().stream()
        .filter(run -> history.state(run.number) == TrialState.RUNNING)
        .toList();
  }

  /** How long the sweep has run in its past. */
  Duration used() {
    return used;
  }

  /** Takes in an event of the past. */
  void replay(SweepEvent event) {
    if (runningSince != null) {
      used = used.plus(Duration.between(runningSince, event.at()));
      runningSince = event.at();
    }
    Change change = event.change();
    if (change instanceof Change.SweepBecame became) {
      runningSince = became.state() == SweepState.RUNNING ? event.at() : null;
    } else if (change instanceof Change.TrialProposed proposed) {
      propose(
          proposed.trial(),
          new Sampler.Proposal(proposed.configuration(), proposed.parent()),
          proposed.known());
    } else if (change instanceof Change.AttemptStarted started) {
      TrialRun run = replayed(started.attempt().trial());
      run.seenStart(started.attempt(), event.at(), started.devices(), started.after());
      started(run, started.attempt(), started.after());
    } else if (change instanceof Change.Reported reported) {
      TrialRun run = replayed(reported.attempt().trial());
      report(run, reported.attempt(), reported.report());
      run.seenAnswer(reported.report().step(), reported.verdict());
    } else if (change instanceof Change.AttemptEnded end) {
      TrialRun run = replayed(end.attempt().trial());
      run.seen(end.attempt());
      run.seenEnd(end.cause());
      models.ended(end.attempt(), end.cause());
    } else if (change instanceof Change.TrialBecame became) {
      noteFailure(became);
      history.measure(became.trial(), became.metrics());
      become(replayed(became.trial()), became.state());
    } else if (change instanceof Change.TrialToStop asked) {
      replayed(asked.trial()).stopBecause(asked.reason());
    }
  }

  /** Remembers the first failure, for the sentence that says why no trial succeeded. */
  void noteFailure(Change.TrialBecame became) {
    if (firstFailure.isEmpty()
        && (became.state() == TrialState.FAILED || became.state() == TrialState.INFEASIBLE)) {
      firstFailure.put(became.trial(), became.reason());
    }
  }

  private TrialRun replayed(int trial) {
    TrialRun run = live.get(trial);
    if (run == null) {
      throw new IllegalStateException(
          "the store has an event of trial " + trial + ", which is over");
    }
    return run;
  }
}
