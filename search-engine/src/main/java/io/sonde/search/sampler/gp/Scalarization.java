package io.sonde.search.sampler.gp;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Several losses as one: the largest weighted distance from the ideal (Tchebycheff's norm). Its
 * minima over all weights are the Pareto front. With one loss it is that loss. J. Knowles: ParEGO:
 * a hybrid algorithm with on-line landscape approximation for expensive multiobjective optimization
 * problems. 2006. Other than there each loss has a model of its own.
 */
final class Scalarization {
  private final double[] weights;

  private Scalarization(double[] weights) {
    this.weights = weights;
  }

  private static final double LEAST_WEIGHT = 1e-3;

  /** Below the best loss of every objective, after the warp. */
  private static final double IDEAL = -LossWarp.DEPTH - 0.1;

  /** With weights that are drawn uniformly, their sum being 1. */
  static Scalarization drawn(int losses, RandomGenerator random) {
    double[] weights = new double[losses];
    for (int k = 0; k < losses && losses > 1; k++) {
      weights[k] = Math.max(LEAST_WEIGHT, random.nextExponential());
    }
    double sum = Arrays.stream(weights).sum();
    for (int k = 0; k < losses; k++) {
      weights[k] = losses == 1 ? 1 : weights[k] / sum;
    }
    return new Scalarization(weights);
  }

  /**
   * The one loss of each trial.
   *
   * @param losses by objective and trial; NaN where there is none
   */
  double[] of(double[][] losses) {
    double[] worth = new double[losses[0].length];
    for (int trial = 0; trial < worth.length; trial++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < weights.length; k++) {
        largest = Math.max(largest, weights[k] * (losses[k][trial] - ideal()));
      }
      worth[trial] = largest;
    }
    return worth;
  }

  private double ideal() {
    return weights.length == 1 ? 0 : IDEAL;
  }

  /** The improvement upon the least loss of a trial. */
  Acquisition improvement(double least) {
    if (weights.length == 1) {
      return new ExpectedImprovement(least);
    }
    double[] ideals = new double[weights.length];
    Arrays.fill(ideals, ideal());
    return new ScalarImprovement(weights, ideals, least);
  }
}
