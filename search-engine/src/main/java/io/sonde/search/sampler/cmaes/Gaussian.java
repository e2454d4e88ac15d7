package io.sonde.search.sampler.cmaes;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * The normal distribution from which candidates are drawn, with the paths it has come: a mean, a
 * step size and a covariance matrix, which is updated by the candidates' ranks, the bad ones
 * included. Steps are distances from the mean in units of the step size. Immutable.
 *
 * <ul>
 *   <li>N. Hansen: The CMA evolution strategy: a tutorial. 2016.
 *   <li>G. A. Jastrebski, D. V. Arnold: Improving evolution strategies through active covariance
 *       matrix adaptation. CEC 2006.
 * </ul>
 */
final class Gaussian {
  /** An eigenvalue is taken for at least so much of the largest one. */
  private static final double LEAST_PART = 1e-16;

  private final Strategy strategy;
  private final double[] mean;
  private final double stepSize;
  private final double[][] covariance;
  private final double[] stepPath;
  private final double[] shapePath;
  private final int generation;

  /** The principal axes, in columns, and the standard deviations along them. */
  private final double[][] axes;

  private final double[] deviations;

  /** The beginning: a ball. */
  Gaussian(Strategy strategy, double[] mean, double stepSize) {
    this(
        strategy,
        mean.clone(),
        stepSize,
        identity(mean.length),
        new double[mean.length],
        new double[mean.length],
        0);
  }

  private Gaussian(
      Strategy strategy,
      double[] mean,
      double stepSize,
      double[][] covariance,
      double[] stepPath,
      double[] shapePath,
      int generation) {
    this.strategy = strategy;
    this.mean = mean;
    this.stepSize = stepSize;
    this.covariance = covariance;
    this.stepPath = stepPath;
    this.shapePath = shapePath;
    this.generation = generation;
    this.deviations = new double[mean.length];
    this.axes = generation == 0 || !finite() ? identity(mean.length) : principalAxes();
    if (generation == 0) {
      Arrays.fill(deviations, 1);
    }
  }

  private Gaussian(Gaussian other, double[] mean) {
    this.strategy = other.strategy;
    this.mean = mean;
    this.stepSize = other.stepSize;
    this.covariance = other.covariance;
    this.stepPath = other.stepPath;
    this.shapePath = other.shapePath;
    this.generation = other.generation;
    this.axes = other.axes;
    this.deviations = other.deviations;
  }

  private static double[][] identity(int n) {
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      matrix[i][i] = 1;
    }
    return matrix;
  }

  private double[][] principalAxes() {
    if (mean.length == 0) {
      return new double[0][];
    }
    EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(covariance, false));
    double[] values = eigen.getRealEigenvalues();
    double least = LEAST_PART * Arrays.stream(values).max().orElseThrow();
    for (int i = 0; i < values.length; i++) {
      deviations[i] = Math.sqrt(Math.max(least, values[i]));
    }
    return eigen.getV().getData();
  }

  /** Whether all of it is finite; nothing can be drawn otherwise. */
  boolean finite() {
    double sum = stepSize;
    for (int i = 0; i < mean.length; i++) {
      sum += mean[i] + stepPath[i] + shapePath[i];
      for (double entry : covariance[i]) {
        sum += entry;
      }
    }
    return Double.isFinite(sum) && stepSize > 0;
  }

  double[] mean() {
    return mean.clone();
  }

  double mean(int coordinate) {
    return mean[coordinate];
  }

  double stepSize() {
    return stepSize;
  }

  double covariance(int row, int column) {
    return covariance[row][column];
  }

  int generation() {
    return generation;
  }

  int dimensions() {
    return mean.length;
  }

  /** The standard deviation along one coordinate. */
  double deviation(int coordinate) {
    return stepSize * Math.sqrt(covariance[coordinate][coordinate]);
  }

  /** The largest and the smallest standard deviation along a principal axis, in steps. */
  double[] extremeDeviations() {
    var statistics = Arrays.stream(deviations).summaryStatistics();
    return new double[] {statistics.getMax(), statistics.getMin()};
  }

  /** The same with another mean. */
  Gaussian at(double[] newMean) {
    return new Gaussian(this, newMean.clone());
  }

  /** A random step. */
  double[] draw(RandomGenerator random) {
    double[] normal = new double[mean.length];
    for (int k = 0; k < normal.length; k++) {
      normal[k] = deviations[k] * random.nextGaussian();
    }
    return rotated(normal);
  }

  /** How long a step is where the distribution is seen as a ball of radius 1. */
  double length(double[] step) {
    return norm(whitened(step));
  }

  /** A step along the principal axes, each in units of its deviation. */
  private double[] whitened(double[] step) {
    double[] along = new double[step.length];
    for (int i = 0; i < step.length; i++) {
      for (int k = 0; k < along.length; k++) {
        along[k] += axes[i][k] * step[i];
      }
    }
    for (int k = 0; k < along.length; k++) {
      along[k] /= deviations[k];
    }
    return along;
  }

  private double[] rotated(double[] along) {
    double[] step = new double[along.length];
    for (int i = 0; i < step.length; i++) {
      for (int k = 0; k < along.length; k++) {
        step[i] += axes[i][k] * along[k];
      }
    }
    return step;
  }

  private static double norm(double[] vector) {
    double sum = 0;
    for (double v : vector) {
      sum += v * v;
    }
    return Math.sqrt(sum);
  }

  /**
   * The distribution after a generation.
   *
   * @param steps of its candidates
   * @param weights of its candidates: the strategy's by rank
   */
  Gaussian next(double[][] steps, double[] weights) {
    if (mean.length == 0) {
      return this;
    }
    double[] shift = shift(steps, weights);
    double[] newMean = sum(mean, 1, shift, stepSize);
    double c = strategy.pathRate();
    double gain = Math.sqrt(c * (2 - c) * strategy.selected());
    double[] newStepPath = sum(stepPath, 1 - c, rotated(whitened(shift)), gain);
    double ratio = norm(newStepPath) / strategy.length();
    double newStepSize = stepSize * Math.exp(c / strategy.damping() * (ratio - 1));
    boolean stalled = stalled(ratio);
    double s = strategy.shapeRate();
    double shapeGain = stalled ? 0 : Math.sqrt(s * (2 - s) * strategy.selected());
    double[] newShapePath = sum(shapePath, 1 - s, shift, shapeGain);
    double lost = stalled ? s * (2 - s) : 0;
    double[][] newCovariance = adapted(steps, weights, newShapePath, lost);
    return new Gaussian(
        strategy, newMean, newStepSize, newCovariance, newStepPath, newShapePath, generation + 1);
  }

  /** The weighted mean step of the better half. */
  private static double[] shift(double[][] steps, double[] weights) {
    double[] shift = new double[steps[0].length];
    for (int k = 0; k < steps.length; k++) {
      double weight = Math.max(0, weights[k]);
      for (int i = 0; i < shift.length; i++) {
        shift[i] += weight * steps[k][i];
      }
    }
    return shift;
  }

  private static double[] sum(double[] a, double ofA, double[] b, double ofB) {
    double[] sum = new double[a.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = ofA * a[i] + ofB * b[i];
    }
    return sum;
  }

  /** While the step size must grow quickly, the covariance does not follow its path. */
  private boolean stalled(double ratio) {
    double c = strategy.pathRate();
    double settled = Math.sqrt(1 - Math.pow(1 - c, 2.0 * (generation + 2)));
    return ratio / settled >= 1.4 + 2.0 / (mean.length + 1);
  }

  private double[][] adapted(double[][] steps, double[] weights, double[] path, double lost) {
    double total = Arrays.stream(weights).sum();
    double kept = 1 + strategy.rankOne() * lost - strategy.rankOne() - strategy.rankMany() * total;
    double[] scaled = new double[weights.length];
    for (int k = 0; k < weights.length; k++) {
      double length = length(steps[k]);
      double factor = weights[k] >= 0 ? 1 : mean.length / (length * length + 1e-8);
      scaled[k] = strategy.rankMany() * weights[k] * factor;
    }
    double[][] next = new double[mean.length][mean.length];
    for (int i = 0; i < mean.length; i++) {
      for (int j = 0; j <= i; j++) {
        double entry = kept * covariance[i][j] + strategy.rankOne() * path[i] * path[j];
        for (int k = 0; k < scaled.length; k++) {
          entry += scaled[k] * steps[k][i] * steps[k][j];
        }
        next[i][j] = entry;
        next[j][i] = entry;
      }
    }
    return next;
  }
}
