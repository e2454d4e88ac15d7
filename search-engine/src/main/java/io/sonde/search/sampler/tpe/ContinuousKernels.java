package io.sonde.search.sampler.tpe;

import io.sonde.search.sampler.unit.Continuous;
import java.util.random.RandomGenerator;

/** Factors on a range of real numbers. Their density is that of the place within [0, 1]. */
final class ContinuousKernels implements Kernels {
  private final Continuous axis;
  private final Gaussians gaussians;
  private final double[] means;
  private final double[] narrowness;
  private final double[] logPeaks;

  ContinuousKernels(Continuous axis, Gaussians gaussians) {
    this.axis = axis;
    this.gaussians = gaussians;
    this.means = new double[gaussians.size()];
    this.narrowness = new double[gaussians.size()];
    this.logPeaks = new double[gaussians.size()];
    for (int k = 0; k < means.length; k++) {
      means[k] = gaussians.mean(k);
      narrowness[k] = Math.sqrt(0.5) / gaussians.deviation(k);
      logPeaks[k] = gaussians.logPeak(k);
    }
  }

  @Override
  public double draw(int kernel, RandomGenerator random) {
    return axis.code(gaussians.draw(kernel, random));
  }

  @Override
  public void addLogDensity(double code, double[] sums) {
    double place = axis.unit(code);
    for (int k = 0; k < means.length; k++) {
      double z = (place - means[k]) * narrowness[k];
      sums[k] += logPeaks[k] - z * z;
    }
  }
}
