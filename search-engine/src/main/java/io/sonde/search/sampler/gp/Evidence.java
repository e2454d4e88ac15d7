package io.sonde.search.sampler.gp;

import java.util.Arrays;

/**
 * How well hyperparameters explain some trials: the logarithm of the marginal likelihood, with its
 * gradient (C. Rasmussen, C. Williams: Gaussian processes for machine learning. 2006, section 5.4).
 */
final class Evidence {
  private final int size;
  private final Warp warp;
  private final double[][] distances;
  private final double[] squared;
  private final double[] slopes;

  /**
   * Of these trials.
   *
   * @param points of the trials
   * @param warp of their values
   */
  Evidence(Points points, Warp warp) {
    this.size = warp.size();
    this.warp = warp;
    this.distances = points.squaredDistances();
    this.squared = new double[size * (size - 1) / 2];
    this.slopes = new double[squared.length];
  }

  /**
   * The logarithm of the likelihood of the targets.
   *
   * @param logs of the hyperparameters, in the order of {@link Hyperparameters#of}
   * @param gradient its derivatives by the logarithms are added here
   */
  double at(double[] logs, double[] gradient) {
    Hyperparameters h = Hyperparameters.of(logs);
    double[][] covariance = covariance(h);
    Cholesky factor = new Cholesky(Model.LEAST_NOISE, 0);
    factor.factor(covariance);
    double[] alpha = warp.targets(h.bend());
    factor.solveTransposed(alpha);
    double fit = 0;
    for (double a : alpha) {
      fit += a * a;
    }
    factor.solve(alpha);
    double value =
        -fit / 2
            - factor.logDeterminant() / 2
            - size * Math.log(2 * Math.PI) / 2
            + warp.logJacobian(h.bend());
    addGradient(h, alpha, factor.inverse(), gradient);
    return value;
  }

  private double[][] covariance(Hyperparameters h) {
    Arrays.fill(squared, 0);
    for (int p = 0; p < distances.length; p++) {
      double weight = h.weights()[p];
      double[] distance = distances[p];
      for (int k = 0; k < squared.length; k++) {
        squared[k] += weight * distance[k];
      }
    }
    double[][] upper = new double[size][size];
    int k = 0;
    for (int i = 0; i < size; i++) {
      upper[i][i] = h.signal() + Hyperparameters.MEAN + h.noise();
      for (int j = i + 1; j < size; j++) {
        upper[i][j] = h.signal() * Matern.correlation(squared[k++]) + Hyperparameters.MEAN;
      }
    }
    return upper;
  }

  /** Half the trace of (ααᵀ − K⁻¹) times the derivative of the covariance. */
  private void addGradient(
      Hyperparameters h, double[] alpha, double[][] inverse, double[] gradient) {
    int signal = gradient.length - 3;
    double bySignal = 0;
    double byNoise = 0;
    int k = 0;
    for (int i = 0; i < size; i++) {
      double diagonal = (alpha[i] * alpha[i] - inverse[i][i]) / 2;
      byNoise += diagonal;
      bySignal += diagonal;
      for (int j = i + 1; j < size; j++) {
        double factor = alpha[i] * alpha[j] - inverse[i][j];
        bySignal += factor * Matern.correlation(squared[k]);
        slopes[k] = factor * h.signal() * Matern.slope(squared[k]);
        k++;
      }
    }
    gradient[signal] += bySignal * h.signal();
    double[] byBend = warp.slopes(h.bend());
    gradient[signal + 2] += warp.jacobianSlope(h.bend());
    for (int i = 0; i < size; i++) {
      gradient[signal + 2] -= alpha[i] * byBend[i];
    }
    gradient[signal + 1] += byNoise * h.noise();
    for (int p = 0; p < distances.length; p++) {
      double[] distance = distances[p];
      double sum = 0;
      for (int q = 0; q < slopes.length; q++) {
        sum += slopes[q] * distance[q];
      }
      gradient[p] -= 2 * h.weights()[p] * sum;
    }
  }
}
