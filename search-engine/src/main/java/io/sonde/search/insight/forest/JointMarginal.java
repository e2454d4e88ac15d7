package io.sonde.search.insight.forest;

import io.sonde.search.insight.sample.Cells;

/** A tree as a function of two axes, averaged over all others. */
final class JointMarginal {
  private final Cells rows;
  private final Cells columns;
  private final double[][] steps;

  JointMarginal(Cells rows, Cells columns) {
    this.rows = rows;
    this.columns = columns;
    this.steps = new double[rows.count() + 1][columns.count() + 1];
  }

  /** Adds a leaf: its cells on both axes, and its value times its volume. */
  void add(int fromRow, int toRow, int fromColumn, int toColumn, double mass) {
    double area =
        (rows.edge(toRow) - rows.edge(fromRow))
            * (columns.edge(toColumn) - columns.edge(fromColumn));
    double height = mass / area;
    steps[fromRow][fromColumn] += height;
    steps[fromRow][toColumn] -= height;
    steps[toRow][fromColumn] -= height;
    steps[toRow][toColumn] += height;
  }

  /** The variance over both axes. */
  double variance() {
    double mean = 0;
    double square = 0;
    double[] heights = new double[columns.count()];
    for (int r = 0; r < rows.count(); r++) {
      double width = rows.edge(r + 1) - rows.edge(r);
      double along = 0;
      for (int c = 0; c < columns.count(); c++) {
        along += steps[r][c];
        heights[c] += along;
        double area = width * (columns.edge(c + 1) - columns.edge(c));
        mean += area * heights[c];
        square += area * heights[c] * heights[c];
      }
    }
    return Math.max(0, square - mean * mean);
  }
}
