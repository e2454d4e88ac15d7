package io.sonde.search.sampler.tpe;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Normal distributions truncated to [0, 1], one for each trial around its place, and the prior's as
 * the last: around the middle, as wide as the axis.
 *
 * <p>A trial's standard deviation is its distance to the farther of its two neighbours; for the
 * outermost trials, which have one neighbour, the distance to it; for a single trial, the distance
 * to the farther end of the axis. It is kept at least 1/(n + 2), with n the trials in which the
 * parameter is active, or 1/100 when that is more (Bergstra et al. 2011, and the "magic clip" of
 * Watanabe 2023).
 */
final class Gaussians {
  private static final double MOST_CLIP = 100;

  private final double[] means;
  private final double[] deviations;
  private final int[] rising;

  /** Around the places of these trials, given by number. */
  Gaussians(Observations observations, int parameter, int[] trials) {
    this.means = new double[trials.length + 1];
    this.deviations = new double[trials.length + 1];
    Arrays.fill(means, 0.5);
    Arrays.fill(deviations, 1);
    this.rising = rising(observations, parameter, trials);
    for (int kernel : rising) {
      means[kernel] = observations.place(parameter, trials[kernel]);
    }
    spread();
  }

  /** The components in which the parameter is active, by their place. */
  private static int[] rising(Observations observations, int parameter, int[] trials) {
    int[] kernelOf = new int[observations.size()];
    for (int k = 0; k < trials.length; k++) {
      kernelOf[trials[k]] = k + 1;
    }
    int[] kernels = new int[trials.length];
    int n = 0;
    for (int trial : observations.rising(parameter)) {
      if (kernelOf[trial] > 0) {
        kernels[n++] = kernelOf[trial] - 1;
      }
    }
    return Arrays.copyOf(kernels, n);
  }

  private void spread() {
    int n = rising.length;
    double least = 1 / Math.min(MOST_CLIP, n + 2.0);
    for (int i = 0; i < n; i++) {
      double mean = means[rising[i]];
      double left = i > 0 ? mean - means[rising[i - 1]] : n == 1 ? mean : 0;
      double right = i < n - 1 ? means[rising[i + 1]] - mean : n == 1 ? 1 - mean : 0;
      deviations[rising[i]] = Math.min(1, Math.max(least, Math.max(left, right)));
    }
  }

  /** How many there are, the prior's included. */
  int size() {
    return means.length;
  }

  double mean(int kernel) {
    return means[kernel];
  }

  double deviation(int kernel) {
    return deviations[kernel];
  }

  /** Those of trials in which the parameter is active, by their mean; not to be changed. */
  int[] rising() {
    return rising;
  }

  /** Draws a place from one of them. */
  double draw(int kernel, RandomGenerator random) {
    double mean = means[kernel];
    double deviation = deviations[kernel];
    double from = NormalDistribution.cumulative(-mean / deviation);
    double to = NormalDistribution.cumulative((1 - mean) / deviation);
    double z = NormalDistribution.quantile(from + (to - from) * random.nextDouble());
    return Math.min(1, Math.max(0, mean + deviation * z));
  }

  /** The log of what makes the density of one of them at its mean, truncation included. */
  double logPeak(int kernel) {
    return -Math.log(deviations[kernel] * Math.sqrt(2 * Math.PI)) - logInside(kernel);
  }

  /** The log of the part of one of them that lies within [0, 1] before truncation. */
  double logInside(int kernel) {
    double mean = means[kernel];
    double deviation = deviations[kernel];
    if (Math.min(mean, 1 - mean) > NormalDistribution.END * deviation) {
      return 0;
    }
    return Math.log(NormalDistribution.between(-mean / deviation, (1 - mean) / deviation));
  }
}
