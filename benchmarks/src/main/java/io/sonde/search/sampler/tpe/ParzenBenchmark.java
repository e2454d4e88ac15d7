package io.sonde.search.sampler.tpe;

import io.sonde.benchmarks.speed.Trials;
import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.sampler.unit.UnitCube;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The log densities of 24 candidates under a mixture over ten mixed parameters. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ParzenBenchmark {
  private static final int CANDIDATES = 24;

  /** How many components the mixture has. */
  @Param({"1000", "10000", "100000"})
  public int components;

  private final RandomGenerator random = RandomGeneratorFactory.getDefault().create(1);
  private UnitCube cube = new UnitCube(new Trials(0, random).space());
  private ParzenEstimator estimator = new ParzenEstimator(cube, 1, true);
  private double[][] rows = {};
  private int[] parameters = {};

  /** Makes the mixture and the candidates. */
  @Setup(Level.Trial)
  public void prepare() {
    Trials trials = new Trials(components, random);
    cube = new UnitCube(trials.space());
    estimator = new ParzenEstimator(cube, 1, true);
    ColumnarHistory history = trials.history(components);
    for (int trial = 0; trial < components; trial++) {
      estimator.append(history, trial);
      estimator.count(trial + 1, true);
    }
    estimator.settle();
    rows = new double[CANDIDATES][];
    for (int r = 0; r < CANDIDATES; r++) {
      rows[r] = cube.draw(random);
    }
    parameters = IntStream.range(0, cube.dimensions()).toArray();
  }

  /** All candidates at once, as a proposal has them. */
  @Benchmark
  public double[] logDensities() {
    return LogDensities.of(estimator, rows, parameters, estimator.sums());
  }
}
