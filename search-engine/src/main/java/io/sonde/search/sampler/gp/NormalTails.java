package io.sonde.search.sampler.gp;

import org.apache.commons.math3.special.Erf;

/**
 * Logarithms of integrals of the standard normal density, exact to about ten digits however far out
 * they are taken. After S. Ament, S. Daulton, D. Eriksson, M. Balandat, E. Bakshy: Unexpected
 * improvements to expected improvement for Bayesian optimization. NeurIPS 2023.
 */
final class NormalTails {
  private static final double LOG_SQRT_2PI = Math.log(2 * Math.PI) / 2;

  /** Below, few terms of the asymptotic series are exact and differences of doubles no longer. */
  private static final double FAR = -40;

  private NormalTails() {}

  /** The logarithm of the density. */
  static double logDensity(double z) {
    return -z * z / 2 - LOG_SQRT_2PI;
  }

  /** The logarithm of the probability of a value up to {@code z}. */
  static double logCumulative(double z) {
    if (z > -1) {
      return Math.log(Erf.erfc(-z / Math.sqrt(2)) / 2);
    }
    return logDensity(z) + Math.log(mills(-z));
  }

  /** The logarithm of φ(z) + zΦ(z), the mean of the part of z − x above 0 for x standard normal. */
  static double logImprovement(double z) {
    if (z > -1) {
      return Math.log(Math.exp(logDensity(z)) + z * Erf.erfc(-z / Math.sqrt(2)) / 2);
    } else if (z > FAR) {
      return logDensity(z) + Math.log1p(z * mills(-z));
    }
    double q = 1 / (z * z);
    return logDensity(z) + Math.log(q) + Math.log1p(-q * (3 - q * (15 - 105 * q)));
  }

  /** Mills' ratio: the probability above {@code x} divided by the density there; x at least 1. */
  static double mills(double x) {
    if (x < 5) {
      return Erf.erfc(x / Math.sqrt(2)) / 2 / Math.exp(logDensity(x));
    }
    double fraction = x;
    for (int k = 60; k >= 1; k--) {
      fraction = x + k / fraction;
    }
    return 1 / fraction;
  }
}
