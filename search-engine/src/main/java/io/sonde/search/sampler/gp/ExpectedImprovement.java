package io.sonde.search.sampler.gp;

/**
 * The logarithm of the expected improvement, of the first model. Its logarithm, because the
 * improvement itself and its gradient vanish over most of a space (Ament et al. 2023, see {@link
 * NormalTails}).
 *
 * @param incumbent what is to be improved upon, the smaller the better: the least expected value
 *     among the trials. The least value that was seen would be one that noise made small.
 */
record ExpectedImprovement(double incumbent) implements Acquisition {
  @Override
  public double at(double[] means, double[] variances, double[] byMeans, double[] byVariances) {
    double deviation = Math.sqrt(variances[0]);
    double z = (incumbent - means[0]) / deviation;
    double log = NormalTails.logImprovement(z);
    byMeans[0] = -Math.exp(NormalTails.logCumulative(z) - log) / deviation;
    byVariances[0] = Math.exp(NormalTails.logDensity(z) - log) / (2 * variances[0]);
    return Math.log(deviation) + log;
  }
}
