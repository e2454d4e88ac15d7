package io.sonde.search.sampler.gp;

import io.sonde.benchmarks.speed.Trials;
import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.sampler.unit.UnitCube;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
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

/** A Gaussian process over ten mixed parameters: its fit, and the search for where it promises. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ProcessBenchmark {
  /** How many trials the process is given. */
  @Param({"50", "200"})
  public int size;

  private final RandomGenerator random = RandomGeneratorFactory.getDefault().create(1);
  private Trials trials = new Trials(0, random);
  private UnitCube cube = new UnitCube(trials.space());
  private Embedding embedding = new Embedding(trials.space(), cube);
  private Points points = new Points(embedding, 0);
  private double[] losses = {};
  private @Nullable Prospect prospect;

  /** Gives the process its trials. */
  @Setup(Level.Trial)
  public void prepare() {
    trials = new Trials(size, random);
    cube = new UnitCube(trials.space());
    embedding = new Embedding(trials.space(), cube);
    points = new Points(embedding, size);
    ColumnarHistory history = trials.history(size);
    losses = new double[size];
    for (int trial = 0; trial < size; trial++) {
      points.add(embedding.point(history, trial));
      losses[trial] = history.value(trial);
    }
    prospect = new Outlook(embedding, GpSampler.Settings.DEFAULT).of(history, random);
  }

  /** The likeliest hyperparameters. */
  @Benchmark
  public Object fit() {
    return new Fit(embedding).of(points, LossWarp.of(losses, size));
  }

  /** The configuration with the largest expected improvement. */
  @Benchmark
  public Optional<double[]> acquisition() {
    Prospect given = Objects.requireNonNull(prospect);
    return new AcquisitionSearch(cube, given.landscape(), row -> true).best(given.best(), random);
  }
}
