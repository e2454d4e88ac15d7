package io.sonde.search.sampler.gp;

/**
 * Makes values into what a Gaussian process takes well: standardised, and without outliers. How
 * strongly the values are bent is learnt with the hyperparameters.
 */
interface Warp {
  /** How many values there are. */
  int size();

  /**
   * What stands for the values.
   *
   * @param bend above 0; the smaller the more is bent, and infinitely large bends nothing
   */
  double[] targets(double bend);

  /** The derivatives of the targets by the logarithm of the bend. */
  double[] slopes(double bend);

  /** The logarithm of the density that bending gives the values, up to a constant. */
  double logJacobian(double bend);

  /** The derivative of {@link #logJacobian} by the logarithm of the bend. */
  double jacobianSlope(double bend);
}
