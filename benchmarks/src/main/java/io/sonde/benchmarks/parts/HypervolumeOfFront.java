package io.sonde.benchmarks.parts;

import io.sonde.search.pareto.Hypervolume;
import io.sonde.search.pareto.NonDominatedSort;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
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

/** A front on a sphere: its exact hypervolume, and its points sorted by domination. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HypervolumeOfFront {
  /** How many objectives. */
  @Param({"2", "3", "4"})
  public int objectives;

  /** How many points. */
  @Param({"100"})
  public int points;

  private double[][] front = {};
  private Hypervolume volume = new Hypervolume(1, 1);

  /** Draws the points. */
  @Setup(Level.Trial)
  public void prepare() {
    RandomGenerator random = RandomGeneratorFactory.getDefault().create(1);
    front = new double[points][objectives];
    for (double[] point : front) {
      Arrays.setAll(point, m -> Math.abs(random.nextGaussian()));
      double length = Math.sqrt(Arrays.stream(point).map(x -> x * x).sum());
      Arrays.setAll(point, m -> 1 - point[m] / length);
    }
    double[] reference = new double[objectives];
    Arrays.fill(reference, 1);
    volume = new Hypervolume(reference);
  }

  /** The volume. */
  @Benchmark
  public double hypervolume() {
    return volume.of(front);
  }

  /** The fronts. */
  @Benchmark
  public int[] ranks() {
    return NonDominatedSort.ranks(front);
  }
}
