package io.sonde.search.sampler.sobol;

import org.apache.commons.math3.random.SobolSequenceGenerator;

/**
 * The direction numbers of the Sobol sequence, as Commons Math has them.
 *
 * <p>S. Joe, F. Y. Kuo: Constructing Sobol sequences with better two-dimensional projections. SIAM
 * Journal on Scientific Computing 30, 2008.
 */
final class Directions {
  /** For so many dimensions there are direction numbers. */
  static final int MOST = 1000;

  /** So many bits of a point's index are used. */
  static final int BITS = Integer.SIZE - 1;

  private static final double WHOLE = 0x1p32;

  /** By dimension and bit. */
  private final int[][] numbers;

  /** Those of the first dimensions, at most {@link #MOST}. */
  Directions(int dimensions) {
    this.numbers = new int[dimensions][BITS];
    if (dimensions == 0) {
      return;
    }
    SobolSequenceGenerator sequence = new SobolSequenceGenerator(dimensions);
    for (int bit = 0; bit < BITS; bit++) {
      // The Gray code of this index has only the one bit: the point is the direction number.
      double[] point = sequence.skipTo((int) ((1L << (bit + 1)) - 1));
      for (int d = 0; d < dimensions; d++) {
        numbers[d][bit] = (int) (long) (point[d] * WHOLE);
      }
    }
  }

  /** For how many dimensions these are. */
  int dimensions() {
    return numbers.length;
  }

  /** A coordinate of the plain sequence's point, in units of 2⁻³², without a sign. */
  int coordinate(int index, int dimension) {
    int[] directions = numbers[dimension];
    int coordinate = 0;
    for (int gray = index ^ (index >>> 1); gray != 0; gray &= gray - 1) {
      coordinate ^= directions[Integer.numberOfTrailingZeros(gray)];
    }
    return coordinate;
  }
}
