package io.sonde.search.sampler.gp;

/**
 * The Matérn correlation with ν = 5/2, as a function of the squared distance in units of the
 * lengthscale: twice differentiable functions, neither rough nor unnaturally smooth.
 */
final class Matern {
  private Matern() {}

  /** The correlation at a squared distance; 1 at 0. */
  static double correlation(double squared) {
    double r = Math.sqrt(5 * squared);
    return (1 + r + r * r / 3) * Math.exp(-r);
  }

  /** The derivative of the correlation by the squared distance; −5/6 at 0. */
  static double slope(double squared) {
    double r = Math.sqrt(5 * squared);
    return -5.0 / 6 * (1 + r) * Math.exp(-r);
  }
}
