package io.sonde.search.insight.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An axis cut into at most {@value #MOST} cells that together make [0, 1], and in which of them
 * each trial lies. Between two cells there is always a value on either side, so that few different
 * values make few cells; many are cut at their quantiles.
 *
 * <p>Categories stand in the order of their mean loss, the widths equal: for squared errors the
 * best division of categories into two sets is one along this order (W. D. Fisher: On grouping for
 * maximum homogeneity. 1958). Categories that no trial has have no cell, and a trial in which the
 * parameter is not active lies in none.
 */
public final class Cells {
  /** At most so many cells. */
  public static final int MOST = 64;

  /** The cell of a trial that lies in none. */
  public static final int NONE = -1;

  private final double[] edges;
  private final int[] cellOf;

  private Cells(double[] edges, int[] cellOf) {
    this.edges = edges;
    this.cellOf = cellOf;
  }

  /** The cells of values at these places within [0, 1]; NaN where there is none. */
  static Cells ofPlaces(double[] places) {
    double[] sorted = Arrays.stream(places).filter(p -> !Double.isNaN(p)).sorted().toArray();
    int n = sorted.length;
    boolean few = distinct(sorted) <= MOST;
    List<Double> cuts = new ArrayList<>();
    double last = 0;
    int quantile = 0;
    for (int i = 1; i < n; i++) {
      double middle = (sorted[i] + sorted[i - 1]) / 2;
      int reached = (int) ((long) i * MOST / n);
      if (middle > last && middle < sorted[i] && (few || reached > quantile)) {
        cuts.add(middle);
        last = middle;
        quantile = reached;
      }
    }
    return between(cuts, places);
  }

  private static int distinct(double[] sorted) {
    int distinct = Math.min(1, sorted.length);
    for (int i = 1; i < sorted.length; i++) {
      distinct += sorted[i] == sorted[i - 1] ? 0 : 1;
    }
    return distinct;
  }

  private static Cells between(List<Double> cuts, double[] places) {
    double[] edges = new double[cuts.size() + 2];
    for (int i = 0; i < cuts.size(); i++) {
      edges[i + 1] = cuts.get(i);
    }
    edges[edges.length - 1] = 1;
    int[] cellOf = new int[places.length];
    for (int row = 0; row < places.length; row++) {
      cellOf[row] = NONE;
      if (!Double.isNaN(places[row])) {
        int found = Arrays.binarySearch(edges, 1, edges.length - 1, places[row]);
        cellOf[row] = found >= 0 ? found : -found - 2;
      }
    }
    return new Cells(edges, cellOf);
  }

  /** The cells of categories with these codes, NaN where there is none, and losses. */
  static Cells ofCategories(double[] codes, double[] losses) {
    double[] seen =
        Arrays.stream(codes).filter(c -> !Double.isNaN(c)).distinct().sorted().toArray();
    double[] sums = new double[seen.length];
    int[] counts = new int[seen.length];
    int[] categories = Arrays.stream(codes).mapToInt(c -> Arrays.binarySearch(seen, c)).toArray();
    for (int row = 0; row < codes.length; row++) {
      if (categories[row] >= 0) {
        sums[categories[row]] += losses[row];
        counts[categories[row]]++;
      }
    }
    Integer[] order = new Integer[seen.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(sums[a] / counts[a], sums[b] / counts[b]));
    double[] placeOf = new double[seen.length];
    for (int rank = 0; rank < order.length; rank++) {
      placeOf[order[rank]] = (rank + 0.5) / order.length;
    }
    return ofPlaces(
        Arrays.stream(categories).mapToDouble(c -> c < 0 ? Double.NaN : placeOf[c]).toArray());
  }

  /** How many cells there are. */
  public int count() {
    return edges.length - 1;
  }

  /** The cell of each trial, or {@link #NONE}; not to be changed. */
  public int[] cellOf() {
    return cellOf;
  }

  /** Where a cell begins; it ends where the next one begins. */
  public double edge(int cell) {
    return edges[cell];
  }
}
