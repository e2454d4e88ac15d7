package io.sonde.search.sampler.tpe;

import io.sonde.search.sampler.unit.Grid;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Factors on a grid: the probability of a grid point is that of its cell. Components with the same
 * mean and deviation, of which a coarse grid has many, are computed once.
 */
final class GridKernels implements Kernels {
  /**
   * Cells narrower than this are taken as a point with its density; deviations are 1e4 times it.
   */
  private static final double NARROW = 1e-6;

  private static final double LEAST_WIDTH = 1e-16;

  private final Grid axis;
  private final Gaussians gaussians;
  private final int[] groups;
  private final int[] representatives;
  private final double[] logInside;

  GridKernels(Grid axis, Gaussians gaussians) {
    this.axis = axis;
    this.gaussians = gaussians;
    this.groups = new int[gaussians.size()];
    this.representatives = group();
    this.logInside = new double[representatives.length];
    for (int g = 0; g < logInside.length; g++) {
      logInside[g] = gaussians.logInside(representatives[g]);
    }
  }

  /** Fills {@link #groups}, the prior's being the first, and answers one component of each. */
  private int[] group() {
    int[] found = new int[gaussians.size()];
    found[0] = gaussians.size() - 1;
    int last = 0;
    for (int kernel : gaussians.rising()) {
      if (last == 0 || !alike(kernel, found[last])) {
        found[++last] = kernel;
      }
      groups[kernel] = last;
    }
    return Arrays.copyOf(found, last + 1);
  }

  private boolean alike(int one, int other) {
    return gaussians.mean(one) == gaussians.mean(other)
        && gaussians.deviation(one) == gaussians.deviation(other);
  }

  @Override
  public double draw(int kernel, RandomGenerator random) {
    return axis.code(gaussians.draw(kernel, random));
  }

  @Override
  public void addLogDensity(double code, double[] sums) {
    double[] logs = new double[representatives.length];
    double position = axis.position(code);
    double from = axis.edge(position);
    double to = axis.edge(position + 1);
    for (int g = 0; g < logs.length; g++) {
      logs[g] = to - from < NARROW ? atPoint(g, axis.unit(code), to - from) : inCell(g, from, to);
    }
    for (int k = 0; k < sums.length; k++) {
      sums[k] += logs[groups[k]];
    }
  }

  private double inCell(int group, double from, double to) {
    double mean = gaussians.mean(representatives[group]);
    double deviation = gaussians.deviation(representatives[group]);
    double mass = NormalDistribution.between((from - mean) / deviation, (to - mean) / deviation);
    return Math.log(mass) - logInside[group];
  }

  private double atPoint(int group, double place, double width) {
    int kernel = representatives[group];
    double z = (place - gaussians.mean(kernel)) / gaussians.deviation(kernel);
    return gaussians.logPeak(kernel) - z * z / 2 + Math.log(Math.max(LEAST_WIDTH, width));
  }
}
