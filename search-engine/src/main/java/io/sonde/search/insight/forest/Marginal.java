package io.sonde.search.insight.forest;

import io.sonde.search.insight.sample.Cells;

/** A tree as a function of one axis, averaged over all others. */
final class Marginal {
  private final Cells cells;
  private final double[] steps;

  Marginal(Cells cells) {
    this.cells = cells;
    this.steps = new double[cells.count() + 1];
  }

  /** Adds a leaf: its cells on the axis, and its value times its volume. */
  void add(int from, int to, double mass) {
    double height = mass / (cells.edge(to) - cells.edge(from));
    steps[from] += height;
    steps[to] -= height;
  }

  /** The variance over the axis. */
  double variance() {
    double height = 0;
    double mean = 0;
    double square = 0;
    for (int cell = 0; cell < cells.count(); cell++) {
      height += steps[cell];
      double width = cells.edge(cell + 1) - cells.edge(cell);
      mean += width * height;
      square += width * height * height;
    }
    return Math.max(0, square - mean * mean);
  }
}
