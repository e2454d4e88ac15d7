package io.sonde.search.sampler.tpe;

/** Kernels of an axis with single values. */
sealed interface DiscreteKernels extends Kernels permits CategoryKernels, GridKernels {
  /** The kernels at one value. */
  interface Value {
    /** The log of the probability that a kernel gives the value; at most 0. */
    double logProbability(int kernel);

    /**
     * Adds the log probability to the sums of some kernels of a block, and keeps those that stay
     * above a bound.
     *
     * @param first the kernel that the block begins with
     * @param kept the places of the kernels in the block; afterwards of those that are kept
     * @param places how many
     * @param sums of the block's kernels
     * @return how many are kept
     */
    int add(int first, int[] kept, int places, double[] sums, double bound);
  }

  /** All kernels at a value. */
  Value at(double code);

  @Override
  default void addLogDensity(double code, double[] sums) {
    Value value = at(code);
    for (int k = 0; k < sums.length; k++) {
      sums[k] += value.logProbability(k);
    }
  }
}
