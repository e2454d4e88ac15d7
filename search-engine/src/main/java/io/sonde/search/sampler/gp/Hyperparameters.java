package io.sonde.search.sampler.gp;

/**
 * What shapes a Gaussian process. Its covariance is {@code signal} times the Matérn correlation,
 * plus 1 for the unknown mean, plus {@code noise} between a trial and itself.
 */
final class Hyperparameters {
  private final double[] weights;
  private final double signal;
  private final double noise;
  private final double bend;

  Hyperparameters(double[] weights, double signal, double noise, double bend) {
    this.weights = weights;
    this.signal = signal;
    this.noise = noise;
    this.bend = bend;
  }

  /** One over the square of each parameter's lengthscale; not to be changed. */
  double[] weights() {
    return weights;
  }

  /** The variance of the function about its mean. */
  double signal() {
    return signal;
  }

  /** The variance of the values about the function. */
  double noise() {
    return noise;
  }

  /** How the values were bent before, see {@link Warp}. */
  double bend() {
    return bend;
  }

  /** The prior variance of the mean, of standardised values. */
  static final double MEAN = 1;

  /**
   * From what is learnt.
   *
   * @param logs the logarithms of the lengthscales, then of the signal, the noise and the bend
   */
  static Hyperparameters of(double[] logs) {
    double[] weights = new double[logs.length - 3];
    for (int p = 0; p < weights.length; p++) {
      weights[p] = Math.exp(-2 * logs[p]);
    }
    int signal = weights.length;
    return new Hyperparameters(
        weights, Math.exp(logs[signal]), Math.exp(logs[signal + 1]), Math.exp(logs[signal + 2]));
  }
}
