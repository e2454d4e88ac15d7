package io.sonde.benchmarks.quality;

import java.util.Arrays;
import java.util.OptionalDouble;

/** One run of an optimizer on a task. Immutable. */
public final class Trace {
  private final double[] bests;
  private final OptionalDouble returned;
  private final OptionalDouble nanos;

  /**
   * A run.
   *
   * @param losses of every evaluation in turn
   * @param returned the loss without noise of the configuration with the best loss, where known
   * @param nanos processor time of a proposal in the mean; empty for recorded runs
   */
  Trace(double[] losses, OptionalDouble returned, OptionalDouble nanos) {
    this.bests = losses.clone();
    Arrays.parallelPrefix(bests, Math::min);
    this.returned = returned;
    this.nanos = nanos;
  }

  /** How many evaluations the run had. */
  public int evaluations() {
    return bests.length;
  }

  /** The best loss among the first evaluations; NaN when there were not so many. */
  public double best(int evaluations) {
    return evaluations > bests.length ? Double.NaN : bests[evaluations - 1];
  }

  /** The best loss of all. */
  public double best() {
    return best(bests.length);
  }

  /** The loss without noise of what was found best, where it is known. */
  public OptionalDouble returned() {
    return returned;
  }

  /** Processor time of a proposal in the mean, in ns; empty for recorded runs. */
  public OptionalDouble nanos() {
    return nanos;
  }
}
