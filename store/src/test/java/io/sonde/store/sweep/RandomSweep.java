package io.sonde.store.sweep;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.TrialState;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Decision;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import io.sonde.search.space.Configuration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;

/** Draws the legal life of a sweep: trials that run, are retried, stop, fail, and odd numbers. */
final class RandomSweep {
  private static final double[] ODD = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.1, 1e-308, 0.5, 0.5
  };
  private static final TrialState[] ENDS = {
    TrialState.COMPLETED,
    TrialState.COMPLETED,
    TrialState.STOPPED,
    TrialState.FAILED,
    TrialState.INFEASIBLE,
    TrialState.CANCELLED
  };

  private final int sweep;
  private final Random random;
  private final List<Change> changes = new ArrayList<>();
  private final Map<Integer, Integer> running = new HashMap<>();
  private final Map<Integer, Integer> steps = new HashMap<>();
  private int proposed;

  RandomSweep(int sweep, long seed) {
    this.sweep = sweep;
    this.random = new Random(seed);
  }

  /** The changes of a sweep with this many trials. */
  List<Change> changes(int trials) {
    changes.add(new Change.SweepBecame(SweepState.RUNNING, ""));
    while (proposed < trials || !running.isEmpty()) {
      if (proposed < trials && (running.isEmpty() || random.nextInt(4) == 0)) {
        propose();
      } else {
        goOn(List.copyOf(running.keySet()).get(random.nextInt(running.size())));
      }
    }
    changes.add(new Change.SweepBecame(SweepState.COMPLETED, "the budget of trials is spent"));
    return changes;
  }

  private void propose() {
    int trial = proposed++;
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("rate", random.nextInt(5) / 10.0);
    values.put("units", (long) random.nextInt(300));
    values.put("optimizer", random.nextBoolean() ? "adam" : "sgd");
    if (random.nextBoolean()) {
      values.put("[\"odd.path\"].of[1][0]", random.nextBoolean());
    }
    Map<String, Object> tree =
        Map.of("network", List.of(Map.of("dense", values)), "name", "line\nbreak \"quoted\" é 漢");
    changes.add(
        new Change.TrialProposed(
            trial, new Configuration(tree, values), Map.of("parameters", 1.0 * trial)));
    if (random.nextInt(10) == 0) {
      become(trial, TrialState.INFEASIBLE, OptionalDouble.empty());
    } else {
      start(trial, 1);
    }
  }

  private void start(int trial, int attempt) {
    running.put(trial, attempt);
    steps.put(trial, 0);
    changes.add(new Change.AttemptStarted(id(trial), List.of("cpu-0", "cpu-1"), "/logs/" + trial));
  }

  private AttemptId id(int trial) {
    return new AttemptId(sweep, trial, running.get(trial));
  }

  private void goOn(int trial) {
    switch (random.nextInt(8)) {
      case 0 -> retry(trial);
      case 1 -> end(trial);
      default -> report(trial);
    }
  }

  private void report(int trial) {
    int step = steps.merge(trial, 1 + random.nextInt(2), Integer::sum);
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("loss", random.nextInt(3) == 0 ? odd() : random.nextDouble());
    metrics.put("accuracy", random.nextDouble());
    changes.add(
        new Change.Reported(
            id(trial),
            new Report(step, metrics),
            new Verdict(Decision.CONTINUE, "among the best of " + step)));
  }

  private double odd() {
    return ODD[random.nextInt(ODD.length)];
  }

  private void retry(int trial) {
    int attempt = running.get(trial);
    changes.add(new Change.AttemptEnded(id(trial), Cause.CRASH, "exit code 1"));
    running.remove(trial);
    if (attempt == 3) {
      become(trial, TrialState.FAILED, OptionalDouble.empty());
    } else {
      become(trial, TrialState.WAITING, OptionalDouble.empty());
      start(trial, attempt + 1);
    }
  }

  private void end(int trial) {
    changes.add(new Change.AttemptEnded(id(trial), Cause.COMPLETED, ""));
    running.remove(trial);
    boolean reported = steps.get(trial) > 0;
    become(
        trial,
        ENDS[random.nextInt(ENDS.length)],
        reported
            ? OptionalDouble.of(random.nextInt(3) == 0 ? odd() : random.nextDouble())
            : OptionalDouble.empty());
  }

  private void become(int trial, TrialState state, OptionalDouble value) {
    OptionalInt bestStep =
        value.isPresent() ? OptionalInt.of(steps.get(trial)) : OptionalInt.empty();
    Map<String, Double> measured =
        state == TrialState.COMPLETED ? Map.of("test_accuracy", random.nextDouble()) : Map.of();
    changes.add(
        new Change.TrialBecame(trial, state, "because " + state.word(), value, bestStep, measured));
  }

  /** The changes as events that follow a sequence, a millisecond apart. */
  static List<SweepEvent> events(int sweep, long after, List<Change> changes) {
    Instant begin = Instant.parse("2026-11-21T10:00:00.123456Z");
    List<SweepEvent> events = new ArrayList<>();
    for (Change change : changes) {
      long sequence = after + events.size() + 1;
      events.add(new SweepEvent(sequence, sweep, begin.plusMillis(sequence), change));
    }
    return events;
  }
}
