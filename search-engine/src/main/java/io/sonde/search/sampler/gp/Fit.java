package io.sonde.search.sampler.gp;

import java.util.Arrays;

/**
 * The likeliest hyperparameters given some trials: those at which the likelihood times the prior is
 * largest. It often has two maxima, as the same values may be a function that varies quickly or one
 * that varies slowly under noise (C. Rasmussen, C. Williams: Gaussian processes for machine
 * learning. 2006, section 5.4.1). So it is climbed from two sides: from the prior's mode, and from
 * longer lengthscales with much noise.
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
    Lbfgs.Function surprise = (logs, gradient) -> surprise(evidence, logs, gradient);
    Lbfgs.Minimum quick = search.minimize(surprise, prior.mode());
    Lbfgs.Minimum noisy = search.minimize(surprise, prior.smoothAndNoisy());
    return Hyperparameters.of((noisy.value() < quick.value() ? noisy : quick).point());
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
