package io.sonde.search.sampler.tpe;

import java.util.random.RandomGenerator;

/**
 * The one-dimensional factors of a mixture's components on one axis, numbered from 0 in the order
 * in which they are added. A component without a value on the axis has the prior's factor. Factors
 * that do not count have no influence on the shape of the others, and are no longer looked at.
 */
sealed interface Kernels permits ContinuousKernels, DiscreteKernels {
  /** Adds one, which does not count yet; NaN when its component has no value here. */
  void append(double code);

  /** Lets one count that did not. */
  void include(int kernel);

  /** Lets one that counted do so no longer. */
  void exclude(int kernel);

  /** Brings all up to date with those that count; asked after changes and before any reading. */
  void settle();

  /** Draws a code from one factor. */
  double draw(int kernel, RandomGenerator random);

  /** Adds to each component's sum the log density, or log probability, of its factor at a code. */
  void addLogDensity(double code, double[] sums);
}
