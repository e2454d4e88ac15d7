package io.sonde.search.sampler.tpe;

import io.sonde.search.sampler.unit.Grid;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Factors on a grid: the probability of a grid point is that of its cell. Of the many kernels that
 * are as narrow as they may be, those at the same grid point are computed once.
 */
final class GridKernels implements DiscreteKernels {
  /**
   * Cells narrower than this are taken as a point with its density; deviations are 1e4 times it.
   */
  private static final double NARROW = 1e-6;

  private static final double LEAST_WIDTH = 1e-16;

  /** Grids of up to so many points keep what was computed for each. */
  private static final int REMEMBERED = 1024;

  private static final int NOWHERE = -1;

  private final Grid axis;
  private final Gaussians gaussians = new Gaussians();
  private int[] positions = new int[16];

  GridKernels(Grid axis) {
    this.axis = axis;
  }

  @Override
  public void append(double code) {
    if (gaussians.size() == positions.length) {
      positions = Arrays.copyOf(positions, 2 * positions.length);
    }
    boolean listed = axis.size() <= REMEMBERED && !Double.isNaN(code);
    positions[gaussians.size()] = listed ? (int) axis.position(code) : NOWHERE;
    gaussians.append(Double.isNaN(code) ? code : axis.unit(code));
  }

  @Override
  public void include(int kernel) {
    gaussians.include(kernel);
  }

  @Override
  public void exclude(int kernel) {
    gaussians.exclude(kernel);
  }

  @Override
  public void settle() {
    gaussians.settle();
  }

  @Override
  public double draw(int kernel, RandomGenerator random) {
    return axis.code(gaussians.draw(kernel, random));
  }

  Gaussians gaussians() {
    return gaussians;
  }

  @Override
  public Value at(double code) {
    return new Cell(code);
  }

  /** The cell of one grid point. */
  private final class Cell implements Value {
    private final double place;
    private final double from;
    private final double to;
    private final double[] remembered =
        new double[axis.size() <= REMEMBERED ? (int) axis.size() : 0];

    Cell(double code) {
      double position = axis.position(code);
      this.place = axis.unit(code);
      this.from = axis.edge(position);
      this.to = axis.edge(position + 1);
      Arrays.fill(remembered, Double.NaN);
    }

    @Override
    public double logProbability(int kernel) {
      int position = positions[kernel];
      if (position == NOWHERE || !gaussians.narrowest(kernel)) {
        return compute(kernel);
      }
      double known = remembered[position];
      if (Double.isNaN(known)) {
        known = compute(kernel);
        remembered[position] = known;
      }
      return known;
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

    private double compute(int kernel) {
      double mean = gaussians.mean(kernel);
      double deviation = gaussians.deviation(kernel);
      if (to - from < NARROW) {
        double z = (place - mean) / deviation;
        return gaussians.logPeak(kernel) - z * z / 2 + Math.log(Math.max(LEAST_WIDTH, to - from));
      }
      double mass = NormalDistribution.between((from - mean) / deviation, (to - mean) / deviation);
      return mass == 0
          ? Double.NEGATIVE_INFINITY
          : Math.log(mass) - Gaussians.logInside(mean, deviation);
    }
  }
}
