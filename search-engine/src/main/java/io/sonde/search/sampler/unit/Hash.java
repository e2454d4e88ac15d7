package io.sonde.search.sampler.unit;

/**
 * Numbers that look random and depend on nothing but what they are made of: the finalizer of
 * SplitMix64.
 *
 * <p>G. Steele, D. Lea, C. Flood: Fast splittable pseudorandom number generators. OOPSLA 2014.
 */
public final class Hash {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Hash() {}

  /** All 64 bits depend on all bits of both numbers. */
  public static long of(long key, long number) {
    return finish(key + GOLDEN * (number + 1));
  }

  private static long finish(long z) {
    long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
    return b ^ (b >>> 31);
  }
}
