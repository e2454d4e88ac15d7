package io.sonde.benchmarks.pages;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepStore;
import io.sonde.search.port.SweepStore.NewSweep;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.SweepStore.SweepHead;
import io.sonde.search.reader.ExternalKind;
import io.sonde.search.reader.SpecReader;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.space.Configuration;
import io.sonde.search.spec.SweepSpec;
import io.sonde.store.Store;
import io.sonde.store.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * The story of a sweep of many trials, written through the store as the journal writes it: 20
 * parameters on all scales, some of them in branches; ten reports of two metrics each.
 */
final class LargeSweep {
  private static final String SPEC =
      """
      name: large-%1$d
      objective: {metric: loss, direction: minimize}
      space:
        optimizer:
          choice:
            sgd: {learning_rate: {float: [1e-4, 1.0], scale: log}, momentum: {float: [0.5, 0.99], scale: log1m}}
            adam: {learning_rate: {float: [1e-5, 0.1], scale: log}, beta1: {float: [0.8, 0.99], scale: log1m}, beta2: {float: [0.9, 0.9999], scale: log1m}}
        batch: {int: [16, 256], scale: log}
        activation: {choice: [relu, elu, gelu, tanh]}
        kernel: {ordered: [3, 5, 7]}
        dropout: {float: [0.0, 0.6]}
        p1: {float: [0.0, 1.0]}
        p2: {float: [0.0, 1.0]}
        p3: {float: [0.0, 1.0]}
        p4: {float: [1e-3, 1e3], scale: log}
        p5: {float: [1e-3, 1e3], scale: log}
        n1: {int: [1, 12]}
        n2: {int: [1, 12]}
        n3: {int: [8, 512], scale: log}
        n4: {int: [8, 512], scale: log}
        c1: {choice: [a, b, c]}
      search: {algorithm: random, seed: 1}
      budget: {trials: %1$d, parallel: 1}
      trial: {kind: external}
      """;

  private static final int STEPS = 10;
  private static final int BATCH = 5_000;

  private final SweepStore store;
  private final int trials;
  private final SweepSpec spec;
  private final UnitCube cube;
  private final List<SweepEvent> batch = new ArrayList<>();
  private int sweep;
  private long sequence;
  private Instant now = Instant.parse("2026-11-01T00:00:00Z");

  LargeSweep(SweepStore store, int trials) {
    this.store = store;
    this.trials = trials;
    this.spec = new SpecReader(List.of(new ExternalKind())).read(text(), Path.of("/"));
    this.cube = new UnitCube(spec.space());
  }

  /** Writes a sweep of each size into the database of a new home, and says how long it took. */
  static void writeAll(Path home, List<Integer> sizes) {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home);
        Store store = Store.open(postgres.address())) {
      store.own("");
      for (int trials : sizes) {
        long start = System.nanoTime();
        int sweep = new LargeSweep(store.sweeps(), trials).write();
        System.out.printf(
            Locale.ROOT,
            "sweep %d: %,d trials and %,d points written in %.1f s%n",
            sweep,
            trials,
            2 * STEPS * trials,
            (System.nanoTime() - start) / 1e9);
      }
    }
  }

  private String text() {
    return SPEC.formatted(trials);
  }

  /** Writes it all; answers its number. */
  int write() {
    sequence = store.lastSequence();
    NewSweep created =
        new NewSweep("large-" + trials, text(), "/", Overrides.NONE, Optional.empty(), 1, now);
    sweep = store.create(created, new SweepHead(spec.goal().objectives(), trials));
    tell(new Change.SweepBecame(SweepState.RUNNING, ""));
    for (int trial = 0; trial < trials; trial++) {
      tellTrial(trial, new SplittableRandom(trial));
    }
    tell(new Change.SweepBecame(SweepState.COMPLETED, ""));
    store.commit(batch);
    return sweep;
  }

  private void tellTrial(int trial, SplittableRandom random) {
    double[] row = cube.draw(random);
    Configuration configuration = cube.configuration(row);
    tell(new Change.TrialProposed(trial, configuration, Map.of("parameters", 1000.0 * row[7])));
    AttemptId attempt = new AttemptId(sweep, trial, 1);
    tell(new Change.AttemptStarted(attempt, List.of("cpu-0"), ""));
    boolean stopped = random.nextInt(10) == 0;
    boolean failed = random.nextInt(50) == 0;
    double last = Double.NaN;
    for (int step = 1; step <= STEPS; step++) {
      last = loss(row) + 1.0 / step + 0.02 * random.nextDouble();
      Map<String, Double> metrics = Map.of("loss", last, "accuracy", 1 / (1 + last));
      tell(new Change.Reported(attempt, new Report(step, metrics), Verdict.goOn("")));
    }
    Cause cause = failed ? Cause.CRASH : stopped ? Cause.STOPPED : Cause.COMPLETED;
    TrialState state =
        failed ? TrialState.FAILED : stopped ? TrialState.STOPPED : TrialState.COMPLETED;
    String reason =
        failed ? "the process ended with exit code 1" : stopped ? "below the median" : "";
    tell(new Change.AttemptEnded(attempt, cause, reason));
    tell(
        new Change.TrialBecame(
            trial,
            state,
            reason,
            failed ? OptionalDouble.empty() : OptionalDouble.of(last),
            failed ? OptionalInt.empty() : OptionalInt.of(STEPS),
            Map.of()));
  }

  /** Some parameters matter, and one branch is better. */
  private double loss(double[] row) {
    double rate = Math.log10(row[0] == 0 ? row[1] : row[3]) + 3;
    double others = 0;
    for (double code : new double[] {row[10] - 0.3, row[11] - 0.7, row[9] - 0.2}) {
      others += code * code;
    }
    return 0.1 * rate * rate + (row[0] == 0 ? 0.2 : 0) + others;
  }

  private void tell(Change change) {
    now = now.plusMillis(change instanceof Change.Reported ? 50 : 5);
    batch.add(new SweepEvent(++sequence, sweep, now, change));
    if (batch.size() == BATCH) {
      store.commit(batch);
      batch.clear();
    }
  }
}
