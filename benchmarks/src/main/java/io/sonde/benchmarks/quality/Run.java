package io.sonde.benchmarks.quality;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Sampler;
import io.sonde.search.proposal.TrialSeeds;
import io.sonde.search.space.Configuration;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Runs a sampler on a task, one evaluation after the other, as a sweep with one slot would. */
final class Run {
  private static final Objective LOSS = new Objective("loss", Direction.MINIMIZE);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Task task;
  private final Sampler sampler;
  private final TrialSeeds seeds;
  private final RandomGenerator noise;
  private final ColumnarHistory history;

  Run(Task task, Sampler sampler, long seed) {
    this.task = task;
    this.sampler = sampler;
    this.seeds = new TrialSeeds(seed);
    this.noise = RandomGeneratorFactory.of("L64X128MixRandom").create(seeds.split());
    this.history = new ColumnarHistory(task.space(), LOSS);
  }

  /** Spends the budget, or as much of it as the space has configurations. */
  Trace play() {
    double[] losses = new double[task.budget()];
    double best = Double.POSITIVE_INFINITY;
    OptionalDouble returned = OptionalDouble.empty();
    long nanos = 0;
    int spent = 0;
    for (; spent < losses.length; spent++) {
      long begun = THREADS.getCurrentThreadCpuTime();
      Optional<Configuration> next = sampler.propose(history, seeds.proposal(spent));
      nanos += THREADS.getCurrentThreadCpuTime() - begun;
      if (next.isEmpty()) {
        break;
      }
      losses[spent] = evaluate(next.get());
      if (losses[spent] < best) {
        best = losses[spent];
        returned = task.mean(next.get());
      }
    }
    return new Trace(
        Arrays.copyOf(losses, spent), returned, OptionalDouble.of((double) nanos / spent));
  }

  private double evaluate(Configuration configuration) {
    double loss = task.evaluate(configuration, noise);
    int trial = history.propose(configuration);
    history.become(trial, TrialState.RUNNING);
    history.report(trial, 1, loss);
    history.become(trial, TrialState.COMPLETED);
    return loss;
  }
}
