package io.sonde.benchmarks.parts;

import io.sonde.benchmarks.speed.Trials;
import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.sampler.unit.Novelty;
import io.sonde.search.sampler.unit.UnitCube;
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

/** Whether a row was tried before, in a long history that the index knows. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class NoveltyOfRow {
  /** How many trials the history holds. */
  @Param({"1000", "100000"})
  public int size;

  private final RandomGenerator random = RandomGeneratorFactory.getDefault().create(1);
  private Trials trials = new Trials(0, random);
  private UnitCube cube = new UnitCube(trials.space());
  private Novelty novelty = new Novelty(cube);
  private ColumnarHistory history = trials.history(0);

  /** Makes the history, and the index of its rows. */
  @Setup(Level.Trial)
  public void prepare() {
    trials = new Trials(size, random);
    cube = new UnitCube(trials.space());
    novelty = new Novelty(cube);
    history = trials.history(size);
    novelty.untried(history, cube.draw(random));
  }

  /** Draws a row and asks. */
  @Benchmark
  public boolean untried() {
    return novelty.untried(history, cube.draw(random));
  }
}
