package io.sonde.search.sampler.tpe;

import io.sonde.search.sampler.unit.Continuous;
import java.util.random.RandomGenerator;

/** Factors on a range of real numbers. Their density is that of the place within [0, 1]. */
final class ContinuousKernels implements Kernels {
  private final Continuous axis;
  private final Gaussians gaussians = new Gaussians();

  ContinuousKernels(Continuous axis) {
    this.axis = axis;
  }

  @Override
  public void append(double code) {
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

  /** Where a code lies within [0, 1]. */
  double place(double code) {
    return axis.unit(code);
  }

  Gaussians gaussians() {
    return gaussians;
  }

  @Override
  public void addLogDensity(double code, double[] sums) {
    gaussians.addLogPeaks(sums);
    gaussians.subtractDistances(axis.unit(code), 0, sums.length, sums);
  }
}
