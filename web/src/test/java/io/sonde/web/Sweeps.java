package io.sonde.web;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.InMemorySweepStore;
import io.sonde.search.port.Origin;
import io.sonde.search.port.SweepStore.NewSweep;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.SweepStore.SweepHead;
import io.sonde.search.reader.ExternalKind;
import io.sonde.search.reader.SpecReader;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Space;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Writes the story of sweeps into a store in memory, and tells the feed of it. */
final class Sweeps {
  static final String SPEC = "name: digits\nspace: {x: {float: [0, 1]}}\n";
  private static final List<Objective> ACCURACY =
      List.of(new Objective("accuracy", Direction.MAXIMIZE));

  /** The space that the configurations of {@link #propose} are of. */
  static Space space() {
    return new SpecReader(List.of(new ExternalKind()))
        .read(
            """
            name: digits
            objective: {metric: accuracy, direction: maximize}
            space:
              optimizer:
                choice:
                  adam: {learning_rate: {float: [1e-4, 0.1], scale: log}}
                  sgd: {}
              network: [{dense: {int: [16, 1024], scale: log}}]
            search: {algorithm: random, seed: 1}
            budget: {trials: 12}
            trial: {kind: external}
            """,
            Path.of("/specs"))
        .space();
  }

  final InMemorySweepStore store = new InMemorySweepStore();
  final Feed feed = new Feed();

  /** What webhooks follow: apart, so that the streams that follow the other one can be counted. */
  final Feed outgoing = new Feed();

  private final Clock clock;

  Sweeps(Clock clock) {
    this.clock = clock;
  }

  int create(String experiment, int budget) {
    return create(experiment, budget, Origin.UNKNOWN);
  }

  int create(String experiment, int budget, Origin origin) {
    return create(experiment, budget, origin, ACCURACY);
  }

  int create(String experiment, int budget, String spec) {
    return create(experiment, budget, Origin.UNKNOWN, ACCURACY, spec);
  }

  int create(String experiment, int budget, Origin origin, List<Objective> objectives) {
    return create(experiment, budget, origin, objectives, SPEC);
  }

  private int create(
      String experiment, int budget, Origin origin, List<Objective> objectives, String spec) {
    NewSweep sweep =
        new NewSweep(
            experiment,
            spec,
            "/specs",
            Overrides.NONE,
            Optional.of("5f2c"),
            7,
            clock.instant(),
            origin,
            Optional.empty());
    return store.create(sweep, new SweepHead(objectives, budget));
  }

  /** One that was asked for otherwise than its spec says. */
  int asked(String experiment, Overrides overrides) {
    NewSweep sweep =
        new NewSweep(
            experiment,
            SPEC,
            "/specs",
            overrides,
            Optional.of("5f2c"),
            7,
            clock.instant(),
            Origin.UNKNOWN,
            Optional.empty());
    return store.create(sweep, new SweepHead(ACCURACY, 12));
  }

  /** The same of a project. */
  int running(String experiment, String project) {
    NewSweep sweep =
        new NewSweep(
            experiment,
            SPEC,
            "/specs",
            Overrides.NONE,
            Optional.of("5f2c"),
            7,
            clock.instant(),
            Origin.UNKNOWN,
            Optional.empty(),
            project);
    List<Objective> objectives = List.of(new Objective("accuracy", Direction.MAXIMIZE));
    return run(store.create(sweep, new SweepHead(objectives, 12)));
  }

  /** A running sweep of some trials that have ended in every way there is. */
  int running(String experiment) {
    return run(create(experiment, 12));
  }

  private int run(int sweep) {
    tell(sweep, new Change.SweepBecame(SweepState.RUNNING, ""));
    for (int trial = 0; trial < 6; trial++) {
      propose(sweep, trial);
      start(sweep, trial, "");
      report(sweep, trial, 1, (50 + trial) / 100.0);
      report(sweep, trial, 2, (80 + 2 * trial) / 100.0);
    }
    end(sweep, 0, Cause.COMPLETED, TrialState.COMPLETED, 0.80, "");
    end(sweep, 1, Cause.STOPPED, TrialState.STOPPED, 0.82, "below the best third at step 2");
    end(sweep, 2, Cause.COMPLETED, TrialState.COMPLETED, 0.84, "");
    end(sweep, 3, Cause.CRASH, TrialState.FAILED, 0.86, "the process ended with exit code 9");
    return sweep;
  }

  void propose(int sweep, int trial) {
    Map<String, Object> adam = Map.of("learning_rate", 0.001 * (trial + 1));
    Map<String, Object> tree =
        Map.of(
            "optimizer", Map.of("adam", adam), "network", List.of(Map.of("dense", 16L << trial)));
    Map<String, Object> values =
        Map.of(
            "optimizer",
            "adam",
            "optimizer.adam.learning_rate",
            0.001 * (trial + 1),
            "network[0].dense",
            16L << trial);
    tell(
        sweep,
        new Change.TrialProposed(
            trial, new Configuration(tree, values), Map.of("parameters", 100.0 * (trial + 1))));
  }

  void start(int sweep, int trial, String log) {
    tell(sweep, new Change.AttemptStarted(new AttemptId(sweep, trial, 1), List.of("cpu-0"), log));
  }

  void report(int sweep, int trial, int step, double accuracy) {
    tell(
        sweep,
        new Change.Reported(
            new AttemptId(sweep, trial, 1),
            new Report(step, Map.of("accuracy", accuracy, "loss", 1 - accuracy)),
            Verdict.goOn("")));
  }

  void end(int sweep, int trial, Cause cause, TrialState state, double value, String reason) {
    tell(sweep, new Change.AttemptEnded(new AttemptId(sweep, trial, 1), cause, reason));
    Map<String, Double> measured =
        state == TrialState.COMPLETED ? Map.of("test_accuracy", value - 0.01) : Map.of();
    tell(
        sweep,
        new Change.TrialBecame(
            trial, state, reason, OptionalDouble.of(value), OptionalInt.of(2), measured));
  }

  /** Stores changes as one batch, then tells of them. */
  void tell(int sweep, Change... changes) {
    List<SweepEvent> batch = new ArrayList<>();
    synchronized (store) {
      long last = store.lastSequence();
      for (Change change : changes) {
        batch.add(new SweepEvent(++last, sweep, clock.instant(), change));
      }
      store.commit(batch);
    }
    feed.tell(batch);
    outgoing.tell(batch);
  }
}
