package io.sonde.search.proposal;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Every random number of a sweep, derived from its seed and a trial's number, so that a trial's
 * numbers do not depend on what else ran, or when.
 */
public record TrialSeeds(long sweepSeed) {
  private static final int PROPOSAL = 1;
  private static final int TRAINING = 2;
  private static final int SPLIT = 3;
  private static final String GENERATOR = "L64X128MixRandom";

  /** The generator with which the sampler proposes a trial. */
  public RandomGenerator proposal(int trial) {
    return RandomGeneratorFactory.of(GENERATOR).create(mix(trial, PROPOSAL));
  }

  /** The seed of a trial's weights and shuffling; the same for all its attempts. */
  public long training(int trial) {
    return mix(trial, TRAINING);
  }

  /** The seed of the data's split; one for the sweep, so that no trial ever sees the test part. */
  public long split() {
    return mix(0, SPLIT);
  }

  /** Spreads close inputs far apart: the finalizer of SplitMix64 (Steele et al. 2014), twice. */
  private long mix(int trial, int purpose) {
    return finish(finish(sweepSeed + 0x9E3779B97F4A7C15L * purpose) + trial);
  }

  private static long finish(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
