package io.sonde.search.sampler.tpe;

import io.sonde.search.sampler.unit.Axis;
import io.sonde.search.sampler.unit.Category;
import io.sonde.search.sampler.unit.Continuous;
import io.sonde.search.sampler.unit.Grid;
import io.sonde.search.sampler.unit.UnitCube;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A density over the whole space, learnt from some trials: a mixture with one component for each
 * trial and one for the prior, every component a product over the parameters. A configuration's
 * density is that of its active parameters. A trial that lacks one of them contributes the prior
 * there: so what branches share is learnt across branches, while a component counts for little in a
 * branch that its trial did not take.
 */
final class ParzenEstimator {
  /** Of 25 trials and fewer each weighs 1; of more, the older ones weigh less. */
  private static final int FULL_WEIGHT = 25;

  /** Terms this much below the largest do not show in a sum of doubles. */
  private static final double NEGLIGIBLE = 45;

  private final UnitCube cube;
  private final double[] weights;
  private final double[] logWeights;
  private final @Nullable Kernels[] kernels;

  /**
   * Learns from some trials.
   *
   * @param trials by number, the oldest first; may be none
   */
  ParzenEstimator(UnitCube cube, Observations observations, int[] trials, double priorWeight) {
    this.cube = cube;
    this.weights = weights(trials.length, priorWeight);
    this.logWeights = new double[weights.length];
    for (int k = 0; k < weights.length; k++) {
      logWeights[k] = Math.log(weights[k]);
    }
    this.kernels = new Kernels[cube.dimensions()];
    for (int p = 0; p < kernels.length; p++) {
      kernels[p] = kernels(cube.axis(p), observations, p, trials, priorWeight);
    }
  }

  private static @Nullable Kernels kernels(
      Axis axis, Observations observations, int parameter, int[] trials, double priorWeight) {
    if (axis instanceof Category category) {
      return new CategoryKernels(category, observations, parameter, trials, priorWeight);
    } else if (axis instanceof Continuous continuous) {
      return new ContinuousKernels(continuous, new Gaussians(observations, parameter, trials));
    } else if (axis instanceof Grid grid) {
      return new GridKernels(grid, new Gaussians(observations, parameter, trials));
    }
    return null;
  }

  /** The last 25 trials weigh 1; before them, weights rise in line from 1/n at the oldest to 1. */
  private static double[] weights(int n, double priorWeight) {
    double[] weights = new double[n + 1];
    int older = n - FULL_WEIGHT;
    double sum = 0;
    for (int k = 0; k < n; k++) {
      double age = older > 1 ? Math.min(1, k / (older - 1.0)) : k < older ? 0 : 1;
      weights[k] = 1.0 / n + (1 - 1.0 / n) * age;
      sum += weights[k];
    }
    weights[n] = n == 0 ? 1 : priorWeight;
    sum += weights[n];
    for (int k = 0; k <= n; k++) {
      weights[k] /= sum;
    }
    return weights;
  }

  /** The components' weights, which add up to 1; the prior's is the last. */
  double[] weights() {
    return weights.clone();
  }

  /** The factors on one axis; null on an axis with a single value. */
  @Nullable Kernels kernels(int parameter) {
    return kernels[parameter];
  }

  /** The log of each component's weight: its sum before any parameter is given. */
  double[] sums() {
    return logWeights.clone();
  }

  /**
   * Adds to the components' sums the log density of their factors at these parameters of a row,
   * those that are not active left out. The sums then weigh the components for what is not given
   * yet.
   */
  void add(double[] row, int[] parameters, double[] sums) {
    for (int p : parameters) {
      Kernels factors = kernels[p];
      if (factors != null && !Double.isNaN(row[p])) {
        factors.addLogDensity(row[p], sums);
      }
    }
  }

  /**
   * Draws these parameters, which are active and not given yet, into a row: first the component,
   * weighed by its sum, then each parameter from the component's factor.
   */
  void draw(double[] row, int[] parameters, double[] sums, RandomGenerator random) {
    int component = component(sums, random.nextDouble());
    for (int p : parameters) {
      Kernels factors = kernels[p];
      row[p] = factors == null ? cube.axis(p).code(0) : factors.draw(component, random);
    }
  }

  private static int component(double[] sums, double quantile) {
    double whole = logDensity(sums);
    double sum = 0;
    for (int k = 0; k < sums.length; k++) {
      sum += Math.exp(sums[k] - whole);
      if (quantile < sum) {
        return k;
      }
    }
    return sums.length - 1;
  }

  /** The log density of what was added to the components' sums. */
  static double logDensity(double[] sums) {
    double most = Double.NEGATIVE_INFINITY;
    for (double sum : sums) {
      most = Math.max(most, sum);
    }
    double total = 0;
    for (double sum : sums) {
      if (sum > most - NEGLIGIBLE) {
        total += Math.exp(sum - most);
      }
    }
    return most + Math.log(total);
  }
}
