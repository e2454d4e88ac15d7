package io.sonde.search.sampler.gp;

import java.util.Arrays;

/**
 * What is expected of the hyperparameters before any trial: log-normal densities. That of the
 * lengthscales grows with the number of parameters, as distances do, and is wide (C. Hvarfner, E.
 * Hellsten, L. Nardi: Vanilla Bayesian optimization performs great in high dimensions. ICML 2024);
 * most of the variance is expected to be signal.
 */
final class Prior {
  private static final double SIGNAL_DEVIATION = 1;
  private static final double NOISE_MEAN = -4;
  private static final double NOISE_DEVIATION = 1;
  private static final double MUCH_NOISE = -0.7;
  private static final double LENGTHSCALE_DEVIATION = Math.sqrt(3);

  private static final double BEND_MEAN = -2;
  private static final double BEND_DEVIATION = 1;

  private final int parameters;
  private final double lengthscaleMean;

  /** For a space of so many parameters. */
  Prior(int parameters) {
    this.parameters = parameters;
    this.lengthscaleMean = Math.sqrt(2) + Math.log(Math.max(1, parameters)) / 2;
  }

  /** The likeliest hyperparameters, as logarithms in the order of {@link Hyperparameters#of}. */
  double[] mode() {
    double[] logs = new double[parameters + 3];
    Arrays.fill(logs, 0, parameters, lengthscaleMean - square(LENGTHSCALE_DEVIATION));
    logs[parameters + 1] = NOISE_MEAN - square(NOISE_DEVIATION);
    logs[parameters + 2] = BEND_MEAN;
    return logs;
  }

  /** Longer lengthscales and much more noise than is likeliest, yet nothing unlikely. */
  double[] smoothAndNoisy() {
    double[] logs = mode();
    for (int p = 0; p < parameters; p++) {
      logs[p] += 1;
    }
    logs[parameters + 1] = MUCH_NOISE;
    return logs;
  }

  /** The lowest logarithms; far from where the prior has any weight. */
  double[] low() {
    double[] low = new double[parameters + 3];
    Arrays.fill(low, 0, parameters, Math.log(0.02));
    low[parameters] = -6;
    low[parameters + 1] = Math.log(Model.LEAST_NOISE);
    low[parameters + 2] = -4;
    return low;
  }

  /** The highest logarithms. */
  double[] high() {
    double[] high = new double[parameters + 3];
    Arrays.fill(high, 0, parameters, Math.log(1000));
    high[parameters] = 5;
    high[parameters + 1] = 3;
    high[parameters + 2] = 1;
    return high;
  }

  /**
   * The logarithm of the density, up to a constant.
   *
   * @param gradient its derivatives by the logarithms are added here
   */
  double logDensity(double[] logs, double[] gradient) {
    double sum = 0;
    for (int p = 0; p < parameters; p++) {
      sum += logNormal(logs, p, lengthscaleMean, LENGTHSCALE_DEVIATION, 1, gradient);
    }
    sum += logNormal(logs, parameters, 0, SIGNAL_DEVIATION, 0, gradient);
    sum += logNormal(logs, parameters + 2, BEND_MEAN, BEND_DEVIATION, 0, gradient);
    return sum + logNormal(logs, parameters + 1, NOISE_MEAN, NOISE_DEVIATION, 1, gradient);
  }

  /**
   * @param byValue 1 for the density of the value itself, 0 for that of its logarithm, which does
   *     not favour small values
   */
  private static double logNormal(
      double[] logs, int at, double mean, double deviation, double byValue, double[] gradient) {
    double z = (logs[at] - mean) / deviation;
    gradient[at] -= z / deviation + byValue;
    return -z * z / 2 - byValue * logs[at];
  }

  private static double square(double x) {
    return x * x;
  }
}
