package io.sonde.search.sampler.tpe;

import io.sonde.search.sampler.unit.Category;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Factors on categories, after Aitchison and Aitken: a trial's own category has most of the
 * probability, and every category has the prior's weight divided by the number of components on
 * top, before all is normalised.
 */
final class CategoryKernels implements Kernels {
  private static final int PRIOR = -1;

  private final int categories;
  private final int[] own;
  private final double spread;
  private final double total;

  /**
   * The factors of some trials.
   *
   * @param trials by number
   */
  CategoryKernels(
      Category axis, Observations observations, int parameter, int[] trials, double priorWeight) {
    this.categories = axis.categories();
    this.own = new int[trials.length + 1];
    Arrays.fill(own, PRIOR);
    int active = 0;
    for (int k = 0; k < trials.length; k++) {
      double place = observations.place(parameter, trials[k]);
      if (!Double.isNaN(place)) {
        own[k] = (int) place;
        active++;
      }
    }
    this.spread = priorWeight / (active + 1);
    this.total = 1 + spread * categories;
  }

  /** The probability of a category in one factor. */
  double probability(int kernel, int category) {
    if (own[kernel] == PRIOR) {
      return 1.0 / categories;
    }
    return (own[kernel] == category ? 1 + spread : spread) / total;
  }

  @Override
  public double draw(int kernel, RandomGenerator random) {
    boolean keeps = own[kernel] != PRIOR && random.nextDouble() * total < 1;
    return keeps ? own[kernel] : random.nextInt(categories);
  }

  @Override
  public void addLogDensity(double code, double[] sums) {
    double hit = Math.log((1 + spread) / total);
    double miss = Math.log(spread / total);
    double prior = -Math.log(categories);
    for (int k = 0; k < own.length; k++) {
      sums[k] += own[k] == PRIOR ? prior : own[k] == code ? hit : miss;
    }
  }
}
