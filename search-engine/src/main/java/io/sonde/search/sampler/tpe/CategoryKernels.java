package io.sonde.search.sampler.tpe;

import io.sonde.search.sampler.unit.Category;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Factors on categories, after Aitchison and Aitken: a trial's own category has most of the
 * probability, and every category has the prior's weight divided by the number of components on
 * top, before all is normalised.
 */
final class CategoryKernels implements DiscreteKernels {
  private static final int PRIOR = -1;

  private final int categories;
  private final double priorWeight;
  private int[] own = new int[16];
  private int size;
  private int counted;
  private double spread;
  private double total;
  private double logHit;
  private double logMiss;
  private final double logPrior;

  CategoryKernels(Category axis, double priorWeight) {
    this.categories = axis.categories();
    this.priorWeight = priorWeight;
    this.logPrior = -Math.log(categories);
  }

  @Override
  public void append(double code) {
    if (size == own.length) {
      own = Arrays.copyOf(own, 2 * size);
    }
    own[size++] = Double.isNaN(code) ? PRIOR : (int) code;
  }

  @Override
  public void include(int kernel) {
    counted += own[kernel] == PRIOR ? 0 : 1;
  }

  @Override
  public void exclude(int kernel) {
    counted -= own[kernel] == PRIOR ? 0 : 1;
  }

  @Override
  public void settle() {
    spread = priorWeight / (counted + 1);
    total = 1 + spread * categories;
    logHit = Math.log((1 + spread) / total);
    logMiss = Math.log(spread / total);
  }

  @Override
  public double draw(int kernel, RandomGenerator random) {
    boolean keeps = own[kernel] != PRIOR && random.nextDouble() * total < 1;
    return keeps ? own[kernel] : random.nextInt(categories);
  }

  @Override
  public Value at(double code) {
    return new OneCategory((int) code);
  }

  private final class OneCategory implements Value {
    private final int category;

    OneCategory(int category) {
      this.category = category;
    }

    @Override
    public double logProbability(int kernel) {
      int its = own[kernel];
      return its == category ? logHit : its == PRIOR ? logPrior : logMiss;
    }

    @Override
    public int add(int first, int[] kept, int places, double[] sums, double bound) {
      int left = 0;
      for (int i = 0; i < places; i++) {
        int j = kept[i];
        sums[j] += logProbability(first + j);
        kept[left] = j;
        left += sums[j] > bound ? 1 : 0;
      }
      return left;
    }
  }
}
