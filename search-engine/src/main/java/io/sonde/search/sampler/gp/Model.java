package io.sonde.search.sampler.gp;

import java.util.Arrays;
import java.util.List;

/**
 * A Gaussian process given some trials. Trials are added and taken back at the end, at the cost of
 * the square of their number each. What is asked of it afterwards depends on the trials alone and
 * not on how it came to them. Not thread-safe.
 */
final class Model {
  /** Values are never taken as more exact than this; keeps covariances well-conditioned. */
  static final double LEAST_NOISE = 1e-6;

  private final Hyperparameters hyperparameters;
  private final Points points;
  private final Cholesky factor;
  private double[] targets = {};
  private double[] alpha = {};
  private double[] squared = new double[16];
  private double[] covariances = new double[16];
  private double[] solved = new double[16];
  private double mean;
  private double variance;

  /** A process given nothing yet. */
  Model(Embedding embedding, Hyperparameters hyperparameters, int capacity) {
    this.hyperparameters = hyperparameters;
    this.points = new Points(embedding, capacity);
    this.factor = new Cholesky(hyperparameters.noise() / 2, capacity);
  }

  /** What shapes it. */
  Hyperparameters hyperparameters() {
    return hyperparameters;
  }

  /** How many trials it is given. */
  int size() {
    return points.size();
  }

  /** Whether the trial that was added as the i-th has this point. */
  boolean has(int i, double[] point) {
    return i < points.size() && points.same(i, point);
  }

  /** Goes back to the first trials. */
  void truncate(int size) {
    points.truncate(size);
    factor.truncate(size);
  }

  /** Adds a trial; {@link #explain} must follow. */
  void add(double[] point) {
    int n = points.size();
    double[] column = new double[n + 1];
    points.squaredDistances(point, hyperparameters.weights(), column);
    for (int i = 0; i < n; i++) {
      column[i] = covariance(column[i]);
    }
    column[n] = hyperparameters.signal() + Hyperparameters.MEAN + hyperparameters.noise();
    factor.append(column);
    points.add(point);
  }

  private double covariance(double squaredDistance) {
    return hyperparameters.signal() * Matern.correlation(squaredDistance) + Hyperparameters.MEAN;
  }

  /** Takes the trials' values, standardised, in the order in which the trials were added. */
  void explain(double[] values) {
    targets = values.clone();
    alpha = values.clone();
    factor.solveTransposed(alpha);
    factor.solve(alpha);
    if (squared.length < alpha.length) {
      squared = new double[alpha.length * 3 / 2];
      covariances = new double[squared.length];
      solved = new double[squared.length];
    }
  }

  /** The expected value of the function at the trial that was added as the i-th. */
  double fitted(int i) {
    return targets[i] - hyperparameters.noise() * alpha[i];
  }

  /**
   * Adds trials whose values are not known yet, and takes the expected ones for theirs. That leaves
   * all expectations as they are, and makes the model sure of itself nearby (the kriging believer:
   * D. Ginsbourger, R. Le Riche, L. Carraro: Kriging is well-suited to parallelize optimization.
   * 2010). Answers what is expected of them.
   */
  double[] believe(List<double[]> pending) {
    double[] believed = Arrays.copyOf(targets, targets.length + pending.size());
    int n = targets.length;
    for (double[] point : pending) {
      predict(point);
      believed[n++] = mean;
    }
    pending.forEach(this::add);
    double[] expected = Arrays.copyOfRange(believed, targets.length, believed.length);
    explain(believed);
    return expected;
  }

  /** Computes {@link #mean} and {@link #variance} at a point. */
  void predict(double[] point) {
    int n = alpha.length;
    points.squaredDistances(point, hyperparameters.weights(), squared);
    mean = 0;
    for (int i = 0; i < n; i++) {
      double covariance = covariance(squared[i]);
      covariances[i] = covariance;
      solved[i] = covariance;
      mean += covariance * alpha[i];
    }
    factor.solveTransposed(solved);
    double explained = 0;
    for (int i = 0; i < n; i++) {
      explained += solved[i] * solved[i];
    }
    double prior = hyperparameters.signal() + Hyperparameters.MEAN;
    variance = Math.max(prior - explained, 1e-12 * prior);
  }

  /** The expected value of the function at the point last predicted. */
  double mean() {
    return mean;
  }

  /** The variance of the function, noise not included, at the point last predicted. */
  double variance() {
    return variance;
  }

  /**
   * The gradient at the point last predicted of a function of mean and variance, by the point's
   * coordinates.
   *
   * @param byMean the function's derivative by the mean
   * @param byVariance and by the variance
   */
  double[] gradient(double[] point, double byMean, double byVariance) {
    int n = alpha.length;
    factor.solve(solved);
    double[] slopes = new double[n];
    for (int i = 0; i < n; i++) {
      slopes[i] =
          (byMean * alpha[i] - 2 * byVariance * solved[i])
              * hyperparameters.signal()
              * Matern.slope(squared[i]);
    }
    return points.gradient(point, hyperparameters.weights(), slopes);
  }
}
