package io.sonde.benchmarks.parts;

import io.sonde.benchmarks.speed.Trials;
import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.TrialState;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGeneratorFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A trial of ten parameters is proposed, runs, reports ten steps and ends. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HistoryAppend {
  private static final int STEPS = 10;
  private static final int MOST = 100_000;

  private final Trials trials = new Trials(1, RandomGeneratorFactory.getDefault().create(1));
  private ColumnarHistory history = trials.history(0);
  private double[] row = {};

  /** Takes a row. */
  @Setup(Level.Trial)
  public void prepare() {
    ColumnarHistory one = trials.history(1);
    row = new double[trials.space().parameters().size()];
    for (int p = 0; p < row.length; p++) {
      row[p] = one.code(0, p);
    }
  }

  /** One trial; the history begins anew at 100,000. */
  @Benchmark
  public int trial() {
    if (history.size() == MOST) {
      history = trials.history(0);
    }
    int trial = history.propose(row);
    history.become(trial, TrialState.RUNNING);
    for (int step = 1; step <= STEPS; step++) {
      history.report(trial, step, 1.0 / step);
    }
    history.become(trial, TrialState.COMPLETED);
    return trial;
  }
}
