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
import io.sonde.search.request.RequestKey;
import io.sonde.search.space.Configuration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeSet;

/**
 * Draws the legal life of a sweep: trials that run, are paused and taken further, are retried,
 * stop, fail, and odd numbers.
 */
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
  private final Map<Integer, Integer> paused = new HashMap<>();
  private final Map<Integer, Integer> checkpoints = new HashMap<>();
  private final Map<Integer, TreeSet<Integer>> steps = new HashMap<>();
  private int proposed;

  RandomSweep(int sweep, long seed) {
    this.sweep = sweep;
    this.random = new Random(seed);
  }

  /** The changes of a sweep with this many trials. */
  List<Change> changes(int trials) {
    changes.add(new Change.SweepBecame(SweepState.RUNNING, ""));
    while (proposed < trials || !running.isEmpty() || !paused.isEmpty()) {
      if (proposed < trials && (running.isEmpty() || random.nextInt(4) == 0)) {
        propose();
      } else if (!paused.isEmpty() && (running.isEmpty() || random.nextInt(6) == 0)) {
        takeUp(anyOf(paused));
      } else {
        goOn(anyOf(running));
      }
    }
    end();
    return changes;
  }

  /** Every second sweep is ended by a person, while its last trial runs no more. */
  private void end() {
    if (sweep % 2 == 0) {
      changes.add(new Change.SweepToCancel("a person saw enough"));
      changes.add(new Change.SweepBecame(SweepState.CANCELLED, "a person saw enough"));
    } else {
      changes.add(new Change.SweepBecame(SweepState.COMPLETED, "the budget of trials is spent"));
    }
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
    if (trial % 7 == 0) {
      changes.add(new Change.BudgetRaised(100 + trial, Optional.of(request(trial))));
    }
    if (random.nextInt(10) == 0) {
      become(trial, TrialState.INFEASIBLE, OptionalDouble.empty());
    } else {
      start(trial, 1);
    }
  }

  /** The request that raised the budget when a trial was proposed, if one did. */
  static RequestKey request(int trial) {
    return new RequestKey("more-" + trial, "digest");
  }

  private int anyOf(Map<Integer, Integer> trials) {
    return List.copyOf(trials.keySet()).get(random.nextInt(trials.size()));
  }

  /** Begins an attempt anew, or after the checkpoint that an earlier one left. */
  private void start(int trial, int attempt) {
    running.put(trial, attempt);
    int after = checkpoints.getOrDefault(trial, -1);
    steps.computeIfAbsent(trial, t -> new TreeSet<>()).tailSet(after, false).clear();
    changes.add(
        new Change.AttemptStarted(
            id(trial),
            List.of("cpu-0", "cpu-1"),
            "/logs/" + trial,
            after < 0 ? OptionalInt.empty() : OptionalInt.of(after)));
  }

  private void pause(int trial) {
    changes.add(new Change.AttemptEnded(id(trial), Cause.PAUSED, "paused at a rung"));
    paused.put(trial, running.remove(trial));
    checkpoints.put(trial, steps.get(trial).last());
    become(trial, TrialState.PAUSED, OptionalDouble.of(random.nextDouble()));
  }

  /** Takes a paused trial further, or settles it. */
  private void takeUp(int trial) {
    int attempt = paused.remove(trial);
    if (random.nextInt(4) == 0) {
      become(trial, TrialState.STOPPED, OptionalDouble.of(random.nextDouble()));
    } else {
      start(trial, attempt + 1);
    }
  }

  private AttemptId id(int trial) {
    return new AttemptId(sweep, trial, running.get(trial));
  }

  private void goOn(int trial) {
    switch (random.nextInt(8)) {
      case 0 -> retry(trial);
      case 1 -> end(trial);
      case 2 -> {
        if (!steps.get(trial).isEmpty()) {
          pause(trial);
        }
      }
      default -> report(trial);
    }
  }

  private void report(int trial) {
    TreeSet<Integer> reported = steps.get(trial);
    int step = (reported.isEmpty() ? 0 : reported.last()) + 1 + random.nextInt(2);
    reported.add(step);
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
    if (attempt >= 3) {
      become(trial, TrialState.FAILED, OptionalDouble.empty());
    } else {
      become(trial, TrialState.WAITING, OptionalDouble.empty());
      start(trial, attempt + 1);
    }
  }

  private void end(int trial) {
    if (random.nextInt(4) == 0) {
      changes.add(new Change.TrialToStop(trial, "a person saw enough"));
    }
    changes.add(new Change.AttemptEnded(id(trial), Cause.COMPLETED, ""));
    running.remove(trial);
    boolean reported = !steps.get(trial).isEmpty();
    become(
        trial,
        ENDS[random.nextInt(ENDS.length)],
        reported
            ? OptionalDouble.of(random.nextInt(3) == 0 ? odd() : random.nextDouble())
            : OptionalDouble.empty());
  }

  private void become(int trial, TrialState state, OptionalDouble value) {
    OptionalInt bestStep =
        value.isPresent() ? OptionalInt.of(bestStep(trial)) : OptionalInt.empty();
    Map<String, Double> measured =
        state == TrialState.COMPLETED ? Map.of("test_accuracy", random.nextDouble()) : Map.of();
    changes.add(
        new Change.TrialBecame(trial, state, "because " + state.word(), value, bestStep, measured));
  }

  private int bestStep(int trial) {
    List<Integer> reported = List.copyOf(steps.get(trial));
    return reported.get(random.nextInt(reported.size()));
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
