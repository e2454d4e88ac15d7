package io.sonde.search.pareto;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Whether one row of losses is better than another. NaN is worse than any number. */
public final class Dominance {
  private Dominance() {}

  /** Whether {@code a} is nowhere worse than {@code b} and somewhere better. */
  public static boolean dominates(double[] a, double[] b) {
    boolean better = false;
    for (int m = 0; m < a.length; m++) {
      int order = compare(a[m], b[m]);
      if (order > 0) {
        return false;
      }
      better |= order < 0;
    }
    return better;
  }

  /** Whether {@code a} is nowhere worse than {@code b}; rows that are alike cover each other. */
  public static boolean covers(double[] a, double[] b) {
    for (int m = 0; m < a.length; m++) {
      if (compare(a[m], b[m]) > 0) {
        return false;
      }
    }
    return true;
  }

  /** Below 0 when loss {@code a} is better than {@code b}, 0 when they are alike, else above 0. */
  static int compare(double a, double b) {
    if (a < b) {
      return -1;
    }
    return a > b ? 1 : Boolean.compare(Double.isNaN(a), Double.isNaN(b));
  }

  /** Compares by the first objective, those alike by the second, and so on. */
  static int compare(double[] a, double[] b) {
    int order = 0;
    for (int m = 0; m < a.length && order == 0; m++) {
      order = compare(a[m], b[m]);
    }
    return order;
  }

  /**
   * The rows' indices such that none is dominated by one after it; rows that are alike stand
   * together, in the order given.
   */
  static int[] sorted(double[][] losses) {
    return IntStream.range(0, losses.length)
        .boxed()
        .sorted(Comparator.comparing(i -> losses[i], Dominance::compare))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
