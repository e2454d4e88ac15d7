package io.sonde.search.pareto;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How much room the rows of one front have around them: for each objective the distance between a
 * row's two neighbours, as a part of what the front's finite losses span, summed. The outermost
 * rows of an objective have infinite room; an objective in which all rows are alike counts nothing.
 *
 * <p>K. Deb, A. Pratap, S. Agarwal, T. Meyarivan: A fast and elitist multiobjective genetic
 * algorithm: NSGA-II. IEEE TEC 6(2), 2002.
 */
public final class CrowdingDistance {
  private CrowdingDistance() {}

  /** The distance of each row, from 0 to infinity; larger is lonelier. */
  public static double[] of(double[][] losses) {
    double[] distances = new double[losses.length];
    Integer[] order = IntStream.range(0, losses.length).boxed().toArray(Integer[]::new);
    for (int m = 0; losses.length > 0 && m < losses[0].length; m++) {
      int objective = m;
      Arrays.sort(order, Comparator.comparingDouble(row -> loss(losses[row][objective])));
      double[] column =
          Arrays.stream(order).mapToDouble(row -> loss(losses[row][objective])).toArray();
      add(column, order, distances);
    }
    return distances;
  }

  /** NaN counts as infinity, and −0 as 0. */
  private static double loss(double value) {
    return Double.isNaN(value) ? Double.POSITIVE_INFINITY : value + 0.0;
  }

  private static void add(double[] column, Integer[] order, double[] distances) {
    int last = column.length - 1;
    if (column[0] == column[last]) {
      return;
    }
    double width = width(column);
    for (int i = 0; i <= last; i++) {
      double before = i == 0 ? Double.NEGATIVE_INFINITY : column[i - 1];
      double after = i == last ? Double.POSITIVE_INFINITY : column[i + 1];
      distances[order[i]] += before == after ? 0 : (after - before) / width;
    }
  }

  /** What the finite numbers of a rising column span; 1 when that is nothing. */
  private static double width(double[] column) {
    double[] finite = Arrays.stream(column).filter(Double::isFinite).toArray();
    double width = finite.length == 0 ? 0 : finite[finite.length - 1] - finite[0];
    return width > 0 ? width : 1;
  }
}
