package io.sonde.trial.dl4j.layer;

import java.util.Arrays;

/**
 * A window that moves over a plane, of which it takes the maximum. What lies outside the plane does
 * not count.
 *
 * @param rows of the plane
 * @param columns of the plane
 * @param outRows how many places the window takes downwards
 * @param outColumns how many places it takes to the right
 * @param height of the window
 * @param width of the window
 * @param down how many rows it moves at a time
 * @param right how many columns it moves at a time
 * @param top how many rows of the first window lie above the plane
 * @param left how many columns of the first window lie left of the plane
 */
record PoolingWindow(
    int rows,
    int columns,
    int outRows,
    int outColumns,
    int height,
    int width,
    int down,
    int right,
    int top,
    int left) {

  int inSize() {
    return rows * columns;
  }

  int outSize() {
    return outRows * outColumns;
  }

  /**
   * Pools a plane: first over the rows of each window, for whole rows at once, then over columns.
   *
   * @param scratch as long as a row of the plane
   */
  void pool(float[] plane, float[] scratch, float[] pooled) {
    for (int y = 0; y < outRows; y++) {
      int first = Math.max(0, y * down - top);
      int end = Math.min(rows, y * down - top + height);
      System.arraycopy(plane, first * columns, scratch, 0, columns);
      for (int row = first + 1; row < end; row++) {
        int from = row * columns;
        for (int x = 0; x < columns; x++) {
          scratch[x] = Math.max(scratch[x], plane[from + x]);
        }
      }
      for (int x = 0; x < outColumns; x++) {
        int left = Math.max(0, x * right - this.left);
        int to = Math.min(columns, x * right - this.left + width);
        float most = scratch[left];
        for (int i = left + 1; i < to; i++) {
          most = Math.max(most, scratch[i]);
        }
        pooled[y * outColumns + x] = most;
      }
    }
  }

  /**
   * Leads each error to where its maximum was, the first of equals.
   *
   * @param gradient set, as large as the plane
   */
  void back(float[] plane, float[] error, float[] gradient) {
    Arrays.fill(gradient, 0);
    for (int y = 0; y < outRows; y++) {
      int first = Math.max(0, y * down - top);
      int end = Math.min(rows, y * down - top + height);
      for (int x = 0; x < outColumns; x++) {
        int from = Math.max(0, x * right - left);
        int to = Math.min(columns, x * right - left + width);
        gradient[highest(plane, first, end, from, to)] += error[y * outColumns + x];
      }
    }
  }

  private int highest(float[] plane, int firstRow, int endRow, int from, int to) {
    int index = firstRow * columns + from;
    float most = plane[index];
    for (int row = firstRow; row < endRow; row++) {
      for (int i = row * columns + from; i < row * columns + to; i++) {
        boolean higher = plane[i] > most;
        index = higher ? i : index;
        most = higher ? plane[i] : most;
      }
    }
    return index;
  }
}
