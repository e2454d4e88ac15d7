package io.sonde.search.sampler.sobol;

import io.sonde.search.sampler.unit.Hash;

/**
 * A Sobol sequence under nested uniform scrambling, with random access to its points. Any 2ᵏ points
 * from an index that is a multiple of 2ᵏ lie one in each of 2ᵏ equal parts of every axis, and
 * evenly in the boxes of many axes together; each single point is uniform in the cube. Another seed
 * gives another, independent scrambling. Immutable.
 *
 * <p>Whether a bit is flipped is a hash of the seed, the dimension and the bits above it, so that
 * the random tree of Owen's scrambling needs no memory. Beyond 1000 dimensions there are no
 * direction numbers; further axes take the points of the first dimension in an order of their own,
 * each stratified by itself and independent of the others.
 *
 * <ul>
 *   <li>I. M. Sobol: On the distribution of points in a cube and the approximate evaluation of
 *       integrals. USSR Computational Mathematics and Mathematical Physics 7, 1967.
 *   <li>A. B. Owen: Randomly permuted (t,m,s)-nets and (t,s)-sequences. Springer Lecture Notes in
 *       Statistics 106, 1995.
 *   <li>A. B. Owen: Latin supercube sampling for very high-dimensional simulations. ACM TOMACS 8,
 *       1998 (the further axes).
 *   <li>B. Burley: Practical hash-based Owen scrambling. Journal of Computer Graphics Techniques 9,
 *       2020.
 * </ul>
 */
public final class ScrambledSobol {
  private static final int FURTHER_BITS = 20;
  private static final double UNIT = 0x1p-52;

  private final Directions directions;
  private final long[] keys;
  private final long[] orders;

  /** The sequence of a seed in so many dimensions. */
  public ScrambledSobol(int dimensions, long seed) {
    if (dimensions < 0) {
      throw new IllegalArgumentException("expected at least 0 dimensions, got " + dimensions);
    }
    this.directions = new Directions(Math.min(dimensions, Directions.MOST));
    this.keys = new long[dimensions];
    this.orders = new long[dimensions];
    for (int d = 0; d < dimensions; d++) {
      keys[d] = Hash.of(seed, 2L * d);
      orders[d] = Hash.of(seed, 2L * d + 1);
    }
  }

  /**
   * A point of the sequence; each coordinate is within [0, 1).
   *
   * @param index counted from 0
   */
  public double[] point(int index) {
    if (index < 0) {
      throw new IllegalArgumentException("expected an index of at least 0, got " + index);
    }
    double[] point = new double[keys.length];
    for (int d = 0; d < point.length; d++) {
      point[d] = scrambled(plain(index, d), keys[d]);
    }
    return point;
  }

  private int plain(int index, int dimension) {
    return dimension < directions.dimensions()
        ? directions.coordinate(index, dimension)
        : Integer.reverse(flipped(index, orders[dimension]));
  }

  /** A coordinate of 32 bits, scrambled and continued to 52. */
  private static double scrambled(int coordinate, long key) {
    long bits = Integer.toUnsignedLong(flipped(coordinate, key));
    long further = Hash.of(key, (1L << Integer.SIZE) | bits) >>> (Long.SIZE - FURTHER_BITS);
    return ((bits << FURTHER_BITS) | further) * UNIT;
  }

  /** Flips each bit or not, as the bits above it say: a permutation that keeps aligned blocks. */
  private static int flipped(int bits, long key) {
    long node = 1;
    int flipped = 0;
    for (int bit = Integer.SIZE - 1; bit >= 0; bit--) {
      int here = (bits >>> bit) & 1;
      int flip = (int) (Hash.of(key, node) >>> (Long.SIZE - 1));
      flipped |= (here ^ flip) << bit;
      node = (node << 1) | here;
    }
    return flipped;
  }
}
