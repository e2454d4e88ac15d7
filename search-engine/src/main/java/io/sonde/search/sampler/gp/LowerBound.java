package io.sonde.search.sampler.gp;

/** How low a value may well be: the expectation less some standard deviations; less is better. */
final class LowerBound implements Acquisition {
  private final double width;

  /**
   * The bound.
   *
   * @param width how many standard deviations; at least 0
   */
  LowerBound(double width) {
    this.width = width;
  }

  @Override
  public double at(double[] means, double[] variances, double[] byMeans, double[] byVariances) {
    double deviation = Math.sqrt(variances[0]);
    byMeans[0] = -1;
    byVariances[0] = width / (2 * deviation);
    return width * deviation - means[0];
  }
}
