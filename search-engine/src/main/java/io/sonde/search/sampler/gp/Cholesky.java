package io.sonde.search.sampler.gp;

import java.util.Arrays;

/**
 * The factor U of a symmetric positive definite matrix A = UᵀU, upper triangular. It grows by a row
 * and a column at a time and can be cut back to an earlier size. All inner loops run along rows, so
 * that they are vectorised.
 */
final class Cholesky {
  private final double leastPivot;
  private double[][] rows;
  private int size;

  /**
   * The factor of a matrix without rows.
   *
   * @param leastPivot what no pivot falls below; the matrix's smallest eigenvalue when that is
   *     known, so that only rounding is mended
   */
  Cholesky(double leastPivot, int capacity) {
    this.leastPivot = leastPivot;
    this.rows = new double[capacity][capacity];
  }

  /** How many rows the matrix has. */
  int size() {
    return size;
  }

  /** Goes back to the first rows and columns. */
  void truncate(int toSize) {
    size = Math.min(size, toSize);
  }

  /**
   * Adds a row and column to the matrix.
   *
   * @param column as long as the matrix will then be, its diagonal element last; is overwritten
   */
  void append(double[] column) {
    if (size == rows.length) {
      grow();
    }
    solveTransposed(column);
    double pivot = column[size];
    for (int k = 0; k < size; k++) {
      rows[k][size] = column[k];
      pivot -= column[k] * column[k];
    }
    rows[size][size] = Math.sqrt(Math.max(leastPivot, pivot));
    size++;
  }

  private void grow() {
    int capacity = Math.max(16, rows.length * 3 / 2);
    double[][] wider = new double[capacity][];
    for (int k = 0; k < capacity; k++) {
      wider[k] = k < size ? Arrays.copyOf(rows[k], capacity) : new double[capacity];
    }
    rows = wider;
  }

  /**
   * Takes a whole matrix in place of the present one.
   *
   * @param upper the rows of its upper triangle, each as long as the matrix; become the factor
   */
  void factor(double[][] upper) {
    rows = upper;
    size = upper.length;
    for (int i = 0; i < size; i++) {
      double[] row = rows[i];
      int k = 0;
      for (; k + 3 < i; k += 4) {
        subtract(rows[k], rows[k + 1], rows[k + 2], rows[k + 3], row, i);
      }
      for (; k < i; k++) {
        subtract(rows[k][i], rows[k], row, i, size);
      }
      double pivot = Math.sqrt(Math.max(leastPivot, row[i]));
      row[i] = pivot;
      for (int j = i + 1; j < size; j++) {
        row[j] /= pivot;
      }
    }
  }

  private void subtract(double[] a, double[] b, double[] c, double[] d, double[] from, int start) {
    double fa = a[start];
    double fb = b[start];
    double fc = c[start];
    double fd = d[start];
    for (int j = start; j < size; j++) {
      from[j] -= fa * a[j] + fb * b[j] + fc * c[j] + fd * d[j];
    }
  }

  private static void subtract(double factor, double[] row, double[] from, int start, int end) {
    for (int j = start; j < end; j++) {
      from[j] -= factor * row[j];
    }
  }

  /** Solves Uᵀx = b for the first {@link #size()} elements of b, in place. */
  void solveTransposed(double[] b) {
    for (int k = 0; k < size; k++) {
      double[] row = rows[k];
      double x = b[k] / row[k];
      b[k] = x;
      subtract(x, row, b, k + 1, size);
    }
  }

  /** Solves Ux = b for the first {@link #size()} elements of b, in place. */
  void solve(double[] b) {
    for (int k = size - 1; k >= 0; k--) {
      double[] row = rows[k];
      double sum = 0;
      for (int j = k + 1; j < size; j++) {
        sum += row[j] * b[j];
      }
      b[k] = (b[k] - sum) / row[k];
    }
  }

  /** The natural logarithm of the matrix's determinant. */
  double logDeterminant() {
    double sum = 0;
    for (int k = 0; k < size; k++) {
      sum += Math.log(rows[k][k]);
    }
    return 2 * sum;
  }

  /** The inverse of the matrix; its upper triangle only. */
  double[][] inverse() {
    double[][] inverse = inverseOfFactor();
    for (int i = 0; i < size; i++) {
      double[] row = inverse[i];
      double[] product = new double[size];
      for (int k = i; k < size; k++) {
        product[k] = dot(row, inverse[k], k, size);
      }
      System.arraycopy(product, i, row, i, size - i);
    }
    return inverse;
  }

  private static double dot(double[] a, double[] b, int start, int end) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int j = start;
    for (; j + 3 < end; j += 4) {
      s0 += a[j] * b[j];
      s1 += a[j + 1] * b[j + 1];
      s2 += a[j + 2] * b[j + 2];
      s3 += a[j + 3] * b[j + 3];
    }
    for (; j < end; j++) {
      s0 += a[j] * b[j];
    }
    return s0 + s1 + s2 + s3;
  }

  /** The inverse of U, which is upper triangular as well: its last rows first. */
  private double[][] inverseOfFactor() {
    double[][] inverse = new double[size][];
    for (int i = size - 1; i >= 0; i--) {
      double[] row = new double[size];
      for (int k = i + 1; k < size; k++) {
        subtract(rows[i][k], inverse[k], row, k, size);
      }
      double pivot = rows[i][i];
      for (int j = i + 1; j < size; j++) {
        row[j] /= pivot;
      }
      row[i] = 1 / pivot;
      inverse[i] = row;
    }
    return inverse;
  }
}
