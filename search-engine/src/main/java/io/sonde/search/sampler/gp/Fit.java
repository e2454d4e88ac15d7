package io.sonde.search.sampler.gp;

import java.util.Arrays;

/**
 * The likeliest hyperparameters given some trials: those at which the likelihood times the prior is
 * largest, as found from the prior's mode.
 */
final class Fit {
  private static final int STEPS = 40;
  private static final double TOLERANCE = 1e-3;

  private final Prior prior;

  /** For a space of this embedding. */
  Fit(Embedding embedding) {
    this.prior = new Prior(embedding.parameters());
  }

  /** The likeliest hyperparameters before any trial. */
  Hyperparameters expected() {
    return Hyperparameters.of(prior.mode());
  }

  /**
   * Learns.
   *
   * @param warp of the points' values
   */
  Hyperparameters of(Points points, Warp warp) {
    Evidence evidence = new Evidence(points, warp);
    Lbfgs search = new Lbfgs(prior.low(), prior.high(), STEPS, TOLERANCE);
    Lbfgs.Minimum best =
        search.minimize((logs, gradient) -> surprise(evidence, logs, gradient), prior.mode());
    return Hyperparameters.of(best.point());
  }

  private double surprise(Evidence evidence, double[] logs, double[] gradient) {
    Arrays.fill(gradient, 0);
    double value = prior.logDensity(logs, gradient) + evidence.at(logs, gradient);
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = -gradient[i];
    }
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : -value;
  }
}
