package io.sonde.search.sampler.tpe;

import io.sonde.search.history.History;
import io.sonde.search.sampler.unit.Axis;
import io.sonde.search.sampler.unit.Category;
import io.sonde.search.sampler.unit.Continuous;
import io.sonde.search.sampler.unit.Grid;
import io.sonde.search.sampler.unit.UnitCube;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A density over the whole space, learnt from some trials: a mixture with one component for each
 * trial and one for the prior, every component a product over the parameters. A configuration's
 * density is that of its active parameters. A trial that lacks one of them contributes the prior
 * there: so what branches share is learnt across branches, while a component counts for little in a
 * branch that its trial did not take.
 *
 * <p>Component 0 is the prior's; the others are numbered as their trials are added. One more trial,
 * or one that counts no longer, costs little, however many there are.
 */
final class ParzenEstimator {
  /** Of 25 trials and fewer each weighs 1; of more, the older ones weigh less. */
  private static final int FULL_WEIGHT = 25;

  private final UnitCube cube;
  private final double priorWeight;
  private final boolean fades;
  private final @Nullable Kernels[] kernels;
  private boolean[] counts = new boolean[16];
  private int size;
  private int counted;
  private double[] weights = {};

  /**
   * Knows nothing but the prior.
   *
   * @param priorWeight how much it weighs beside one trial
   * @param fades whether trials weigh less once there are many later ones
   */
  ParzenEstimator(UnitCube cube, double priorWeight, boolean fades) {
    this.cube = cube;
    this.fades = fades;
    this.priorWeight = priorWeight;
    this.kernels = new Kernels[cube.dimensions()];
    for (int p = 0; p < kernels.length; p++) {
      Kernels factors = kernels(cube.axis(p), priorWeight);
      kernels[p] = factors;
      if (factors != null) {
        factors.append(Double.NaN);
      }
    }
    counts[size++] = true;
  }

  private static @Nullable Kernels kernels(Axis axis, double priorWeight) {
    if (axis instanceof Category category) {
      return new CategoryKernels(category, priorWeight);
    } else if (axis instanceof Continuous continuous) {
      return new ContinuousKernels(continuous);
    } else if (axis instanceof Grid grid) {
      return new GridKernels(grid);
    }
    return null;
  }

  /** Adds the component of a trial that is later than those before; it does not count yet. */
  void append(History history, int trial) {
    for (int p = 0; p < kernels.length; p++) {
      Kernels factors = kernels[p];
      if (factors != null) {
        factors.append(history.code(trial, p));
      }
    }
    if (size == counts.length) {
      counts = Arrays.copyOf(counts, 2 * size);
    }
    counts[size++] = false;
  }

  /** Says whether a component counts. */
  void count(int component, boolean counts) {
    if (this.counts[component] == counts) {
      return;
    }
    this.counts[component] = counts;
    counted += counts ? 1 : -1;
    for (Kernels factors : kernels) {
      if (factors != null && counts) {
        factors.include(component);
      } else if (factors != null) {
        factors.exclude(component);
      }
    }
  }

  /** Brings all up to date with the components that count; asked before any reading. */
  void settle() {
    for (Kernels factors : kernels) {
      if (factors != null) {
        factors.settle();
      }
    }
    weights = weights();
  }

  /**
   * The last 25 trials weigh 1; before them, where trials fade, weights rise in line from 1/n at
   * the oldest to 1.
   */
  private double[] weights() {
    double[] weights = new double[size];
    double older = fades ? counted - FULL_WEIGHT : 0;
    double rise = older > 1 ? (1 - 1.0 / counted) / (older - 1) : 0;
    weights[0] = counted == 0 ? 1 : priorWeight;
    double sum = weights[0];
    int rank = 0;
    for (int k = 1; k < size; k++) {
      if (counts[k]) {
        weights[k] = rank < older ? 1.0 / counted + rise * rank : 1;
        sum += weights[k];
        rank++;
      }
    }
    for (int k = 0; k < size; k++) {
      weights[k] /= sum;
    }
    return weights;
  }

  /** How many components there are, the prior's included, whether they count or not. */
  int size() {
    return size;
  }

  /** A component's weight; those that count add up to 1, the others have none. */
  double weight(int component) {
    return weights[component];
  }

  /** The factors on one axis; null on an axis with a single value. */
  @Nullable Kernels kernels(int parameter) {
    return kernels[parameter];
  }

  /**
   * What each component's log density is before any parameter is given: 0, and minus infinity where
   * it does not count.
   */
  double[] sums() {
    double[] sums = new double[size];
    for (int k = 0; k < size; k++) {
      sums[k] = counts[k] ? 0 : Double.NEGATIVE_INFINITY;
    }
    return sums;
  }

  /**
   * Adds to the components' sums the log density of their factors at these parameters of a row. The
   * sums then weigh the components for what is not given yet.
   */
  void add(double[] row, int[] parameters, double[] sums) {
    for (int p : parameters) {
      Kernels factors = kernels[p];
      if (factors != null) {
        factors.addLogDensity(row[p], sums);
      }
    }
  }

  /**
   * Draws these parameters, which are active and not given yet, into a row: first the component,
   * with the probability that its weight and its sum give it, then each parameter from the
   * component's factor.
   */
  void draw(double[] row, int[] parameters, double[] sums, RandomGenerator random) {
    int component = component(sums, random.nextDouble());
    for (int p : parameters) {
      Kernels factors = kernels[p];
      row[p] = factors == null ? cube.axis(p).code(0) : factors.draw(component, random);
    }
  }

  private int component(double[] sums, double quantile) {
    double most = Double.NEGATIVE_INFINITY;
    for (double sum : sums) {
      most = Math.max(most, sum);
    }
    double total = 0;
    double[] reached = new double[size];
    for (int k = 0; k < size; k++) {
      total += weights[k] * Math.exp(sums[k] - most);
      reached[k] = total;
    }
    int component = 0;
    while (component < size - 1 && reached[component] <= quantile * total) {
      component++;
    }
    return component;
  }
}
