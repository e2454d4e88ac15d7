package io.sonde.search.sampler.cmaes;

import org.apache.commons.math3.special.Erf;

/** The standard normal distribution between two bounds. */
final class TruncatedNormal {
  private static final double SQRT2 = Math.sqrt(2);

  /** Below this, the quantile function has no digits left. */
  private static final double NEGLIGIBLE = 1e-12;

  private TruncatedNormal() {}

  /** The probability of a value up to {@code z}. */
  static double cumulative(double z) {
    return Erf.erfc(-z / SQRT2) / 2;
  }

  /** The value below which a probability within (0, 1) lies; bounds are nowhere. */
  static double quantile(double probability) {
    return -SQRT2 * Erf.erfcInv(2 * probability);
  }

  /**
   * The value between the bounds below which this part of what lies between them is. Of bounds that
   * lie so far out that next to nothing is between them, the inner one.
   */
  static double quantile(double from, double to, double probability) {
    if (from > 0) {
      return -quantile(-to, -from, 1 - probability);
    }
    double below = cumulative(from);
    double within = cumulative(to) - below;
    if (!(within > NEGLIGIBLE)) {
      return Math.min(to, 0);
    }
    return Math.min(to, Math.max(from, quantile(below + probability * within)));
  }
}
