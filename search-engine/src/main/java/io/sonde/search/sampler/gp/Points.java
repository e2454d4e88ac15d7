package io.sonde.search.sampler.gp;

import java.util.Arrays;

/**
 * The points of some trials, by coordinate. Growing; distances to them are computed along columns.
 */
final class Points {
  private final int[] owners;
  private final boolean[] nominal;
  private final int parameters;
  private final double[][] columns;
  private int size;

  /** No points yet, of this embedding. */
  Points(Embedding embedding, int capacity) {
    this.owners = embedding.owners();
    this.nominal = embedding.nominal();
    this.parameters = embedding.parameters();
    this.columns = new double[embedding.coordinates()][capacity];
  }

  int size() {
    return size;
  }

  /** Adds a point as the last. */
  void add(double[] point) {
    for (int c = 0; c < columns.length; c++) {
      if (size == columns[c].length) {
        columns[c] = Arrays.copyOf(columns[c], Math.max(16, size * 3 / 2));
      }
      columns[c][size] = point[c];
    }
    size++;
  }

  /** Goes back to the first points. */
  void truncate(int toSize) {
    size = Math.min(size, toSize);
  }

  /** Whether the point that was added as the i-th is this one. */
  boolean same(int i, double[] point) {
    for (int c = 0; c < columns.length; c++) {
      if (columns[c][i] != point[c]) {
        return false;
      }
    }
    return true;
  }

  /** Whether these are the same points in the same order. */
  boolean same(Points other) {
    for (int c = 0; c < columns.length; c++) {
      if (!Arrays.equals(columns[c], 0, size, other.columns[c], 0, other.size)) {
        return false;
      }
    }
    return size == other.size;
  }

  /** The weighted squared distances of a point to each of these. */
  void squaredDistances(double[] point, double[] weights, double[] squared) {
    Arrays.fill(squared, 0, size, 0);
    for (int c = 0; c < columns.length; c++) {
      double[] column = columns[c];
      double weight = weights[owners[c]];
      double at = point[c];
      if (nominal[c]) {
        for (int i = 0; i < size; i++) {
          squared[i] += column[i] == at ? 0 : weight;
        }
      } else {
        for (int i = 0; i < size; i++) {
          double d = column[i] - at;
          squared[i] += weight * (d * d);
        }
      }
    }
  }

  /**
   * The gradient by a point's coordinates of a sum over these points, given the derivative of each
   * term by the squared distance. Categories have none.
   */
  double[] gradient(double[] point, double[] weights, double[] slopes) {
    double[] gradient = new double[columns.length];
    for (int c = 0; c < columns.length; c++) {
      if (!nominal[c]) {
        double[] column = columns[c];
        double sum = 0;
        for (int i = 0; i < size; i++) {
          sum += slopes[i] * (point[c] - column[i]);
        }
        gradient[c] = 2 * weights[owners[c]] * sum;
      }
    }
    return gradient;
  }

  /**
   * The squared distances between each two points, without weights: for each parameter, the first
   * point to all later ones, then the second, and so on.
   */
  double[][] squaredDistances() {
    double[][] distances = new double[parameters][size * (size - 1) / 2];
    for (int c = 0; c < columns.length; c++) {
      double[] distance = distances[owners[c]];
      double[] column = columns[c];
      int k = 0;
      for (int i = 0; i < size; i++) {
        for (int j = i + 1; j < size; j++) {
          double d = column[i] - column[j];
          distance[k++] += nominal[c] ? (d == 0 ? 0 : 1) : d * d;
        }
      }
    }
    return distances;
  }
}
