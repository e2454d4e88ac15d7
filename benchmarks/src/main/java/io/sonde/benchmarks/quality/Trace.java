package io.sonde.benchmarks.quality;

import java.util.OptionalDouble;

/**
 * One run of an optimizer on a task.
 *
 * @param losses of every evaluation in turn; NaN where one failed
 * @param returned the loss without noise of the configuration with the best loss, where it is known
 * @param nanos processor time of a proposal in the mean; empty for recorded runs
 */
public record Trace(double[] losses, OptionalDouble returned, OptionalDouble nanos) {
  /** The best loss among the first evaluations; NaN when there were not so many. */
  public double best(int evaluations) {
    if (losses.length < evaluations) {
      return Double.NaN;
    }
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < evaluations; i++) {
      if (losses[i] < best) {
        best = losses[i];
      }
    }
    return best;
  }

  /** The best loss of all. */
  public double best() {
    return best(losses.length);
  }
}
