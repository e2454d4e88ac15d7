package io.sonde.search.sampler.gp;

import java.util.Arrays;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * The logarithm of the expected improvement of the largest of several weighted values, which the
 * first models tell independently of each other: the integral of the probability that all of them
 * are below a bound, over the bounds below the incumbent. The integrand is log-concave; it is
 * integrated from the incumbent down to where it has become negligible.
 */
final class ScalarImprovement implements Acquisition {
  private static final int NODES = 20;
  private static final double NEGLIGIBLE = -20;
  private static final GaussIntegrator UNIT = new GaussIntegratorFactory().legendre(NODES, 0, 1);

  private final double[] weights;
  private final double[] ideal;
  private final double incumbent;

  /**
   * The improvement upon an incumbent.
   *
   * @param weights one for each value; above 0
   * @param ideal what is subtracted from each value before it is weighted
   * @param incumbent the least weighted value so far
   */
  ScalarImprovement(double[] weights, double[] ideal, double incumbent) {
    this.weights = weights;
    this.ideal = ideal;
    this.incumbent = incumbent;
  }

  @Override
  public double at(double[] means, double[] variances, double[] byMeans, double[] byVariances) {
    double atTop = logBelow(incumbent, means, variances);
    double depth = depth(atTop, means, variances);
    double[] parts = new double[NODES];
    double sum = 0;
    for (int i = 0; i < NODES; i++) {
      double bound = incumbent - depth * UNIT.getPoint(i);
      parts[i] = UNIT.getWeight(i) * Math.exp(logBelow(bound, means, variances) - atTop);
      sum += parts[i];
    }
    Arrays.fill(byMeans, 0, weights.length, 0);
    Arrays.fill(byVariances, 0, weights.length, 0);
    for (int i = 0; i < NODES; i++) {
      double bound = incumbent - depth * UNIT.getPoint(i);
      addSlopes(bound, parts[i] / sum, means, variances, byMeans, byVariances);
    }
    return atTop + Math.log(depth) + Math.log(sum);
  }

  /** The logarithm of the probability that every weighted value is below a bound. */
  private double logBelow(double bound, double[] means, double[] variances) {
    double log = 0;
    for (int k = 0; k < weights.length; k++) {
      log += NormalTails.logCumulative(z(k, bound, means, variances));
    }
    return log;
  }

  private double z(int k, double bound, double[] means, double[] variances) {
    return (bound / weights[k] + ideal[k] - means[k]) / Math.sqrt(variances[k]);
  }

  /** How far below the incumbent the integrand is still worth counting. */
  private double depth(double atTop, double[] means, double[] variances) {
    double depth = Math.max(1e-9, Math.abs(incumbent));
    while (logBelow(incumbent - depth, means, variances) - atTop > NEGLIGIBLE) {
      depth *= 2;
    }
    while (logBelow(incumbent - depth / 2, means, variances) - atTop < NEGLIGIBLE) {
      depth /= 2;
    }
    return depth;
  }

  private void addSlopes(
      double bound,
      double part,
      double[] means,
      double[] variances,
      double[] byMeans,
      double[] byVariances) {
    for (int k = 0; k < weights.length; k++) {
      double z = z(k, bound, means, variances);
      double byZ = part * Math.exp(NormalTails.logDensity(z) - NormalTails.logCumulative(z));
      byMeans[k] -= byZ / Math.sqrt(variances[k]);
      byVariances[k] -= byZ * z / (2 * variances[k]);
    }
  }
}
