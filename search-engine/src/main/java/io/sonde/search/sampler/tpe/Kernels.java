package io.sonde.search.sampler.tpe;

import java.util.random.RandomGenerator;

/**
 * The one-dimensional factors of a mixture's components on one axis. There is one for each past
 * trial, in their order, and the prior's as the last. A trial in which the parameter is not active
 * has the prior's factor here.
 */
sealed interface Kernels permits CategoryKernels, ContinuousKernels, GridKernels {
  /** Draws a code from one factor. */
  double draw(int kernel, RandomGenerator random);

  /** Adds to each component's sum the log density, or log probability, of its factor at a code. */
  void addLogDensity(double code, double[] sums);
}
