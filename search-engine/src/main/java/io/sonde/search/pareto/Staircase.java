package io.sonde.search.pareto;

import java.util.Arrays;

/**
 * The area that points of the positive quarter cover together, each the rectangle between it and
 * the origin. Points are added one by one; those that lie in another's rectangle are dropped.
 */
final class Staircase {
  /** Rising. */
  private double[] xs = new double[16];

  /** Falling. */
  private double[] ys = new double[16];

  private int size;

  /** Adds a point with coordinates above 0; answers the area that it adds. */
  double add(double x, double y) {
    int right = Arrays.binarySearch(xs, 0, size, x);
    right = right < 0 ? -right - 1 : right;
    if (right < size && ys[right] >= y) {
      return 0;
    }
    int left = right;
    while (left > 0 && ys[left - 1] <= y) {
      left--;
    }
    if (right < size && xs[right] == x) {
      right++;
    }
    double area = area(x, y, left, right);
    replace(left, right, x, y);
    return area;
  }

  /** The area between the new point's rectangle and the steps from left to right under it. */
  private double area(double x, double y, int left, int right) {
    double area = 0;
    double from = left > 0 ? xs[left - 1] : 0;
    for (int i = left; i < right; i++) {
      area += (xs[i] - from) * (y - ys[i]);
      from = xs[i];
    }
    return area + (x - from) * (y - (right < size ? ys[right] : 0));
  }

  private void replace(int left, int right, double x, double y) {
    if (size == xs.length) {
      xs = Arrays.copyOf(xs, 2 * size);
      ys = Arrays.copyOf(ys, 2 * size);
    }
    System.arraycopy(xs, right, xs, left + 1, size - right);
    System.arraycopy(ys, right, ys, left + 1, size - right);
    xs[left] = x;
    ys[left] = y;
    size += left + 1 - right;
  }
}
