package io.sonde.search.gate;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * A two-sided confidence interval for a difference of means.
 *
 * @param estimate the difference itself
 */
public record Interval(double estimate, double low, double high) {

  /**
   * For the mean of differences of pairs, by Student's t ("The Probable Error of a Mean",
   * Biometrika 6, 1908). It is exact for normal differences and close for others as pairs become
   * many; a bootstrap would need more pairs than a CI has, being too narrow for few.
   *
   * @param differences at least two
   */
  public static Interval ofPairs(double[] differences, double confidence) {
    Moments moments = Moments.of(differences);
    return of(
        moments.mean(), Math.sqrt(moments.errorOfMean()), differences.length - 1.0, confidence);
  }

  /**
   * For the difference of the means of {@code a} and {@code b} that have nothing to do with each
   * other, with the degrees of freedom of Welch ("The generalization of 'Student's' problem when
   * several different population variances are involved", Biometrika 34, 1947), so that their
   * variances need not be equal.
   *
   * @param a at least two values
   * @param b at least two values
   */
  public static Interval ofMeans(double[] a, double[] b, double confidence) {
    Moments first = Moments.of(a);
    Moments second = Moments.of(b);
    double u = first.errorOfMean();
    double v = second.errorOfMean();
    double freedom = (u + v) * (u + v) / (u * u / (a.length - 1) + v * v / (b.length - 1));
    return of(first.mean() - second.mean(), Math.sqrt(u + v), freedom, confidence);
  }

  private static Interval of(double estimate, double error, double freedom, double confidence) {
    if (error == 0) {
      return new Interval(estimate, estimate, estimate);
    }
    double t = new TDistribution(freedom).inverseCumulativeProbability((1 + confidence) / 2);
    return new Interval(estimate, estimate - t * error, estimate + t * error);
  }

  /** Mean and the variance of that mean. */
  private record Moments(double mean, double errorOfMean) {
    static Moments of(double[] values) {
      if (values.length < 2) {
        throw new IllegalArgumentException("expected at least 2 values, got " + values.length);
      }
      double mean = 0;
      double squares = 0;
      for (int i = 0; i < values.length; i++) {
        double delta = values[i] - mean;
        mean += delta / (i + 1);
        squares += delta * (values[i] - mean);
      }
      return new Moments(mean, squares / (values.length - 1) / values.length);
    }
  }
}
