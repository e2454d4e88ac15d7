package io.sonde.search.sampler.gp;

/** What a configuration is worth trying, given what the models say of it. */
interface Acquisition {
  /** Everything alike. */
  Acquisition NONE = (means, variances, byMeans, byVariances) -> 0;

  /**
   * The logarithm of its worth.
   *
   * @param means one for each model
   * @param variances one for each model; above 0
   * @param byMeans its derivatives by the means are written here
   * @param byVariances and those by the variances here
   */
  double at(double[] means, double[] variances, double[] byMeans, double[] byVariances);
}
