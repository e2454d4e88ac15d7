package io.sonde.search.sampler.gp;

/**
 * Another acquisition, where constraints are kept: times the probability that they all are. The
 * models of the constraints' violations are the last ones, one for each. J. Gardner, M. Kusner, Z.
 * Xu, K. Weinberger, J. Cunningham: Bayesian optimization with inequality constraints. ICML 2014.
 *
 * @param acquisition over the models before them
 * @param first the first constraint's model
 */
record Feasible(Acquisition acquisition, int first) implements Acquisition {
  @Override
  public double at(double[] means, double[] variances, double[] byMeans, double[] byVariances) {
    double log = acquisition.at(means, variances, byMeans, byVariances);
    for (int m = first; m < means.length; m++) {
      double deviation = Math.sqrt(variances[m]);
      double z = -means[m] / deviation;
      double kept = NormalTails.logCumulative(z);
      double byZ = Math.exp(NormalTails.logDensity(z) - kept);
      byMeans[m] = -byZ / deviation;
      byVariances[m] = -byZ * z / (2 * variances[m]);
      log += kept;
    }
    return log;
  }
}
