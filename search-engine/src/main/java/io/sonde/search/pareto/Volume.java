package io.sonde.search.pareto;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The volume that points above the origin cover together, each the box between it and the origin.
 * Two dimensions are swept point by point, three plane by plane, more are taken apart as WFG does:
 * each point's own box, less what the points after it cover of it.
 */
final class Volume {
  private Volume() {}

  /** The volume in the first coordinates; reorders {@code points}, whose coordinates are finite. */
  static double of(double[][] points, int dimensions) {
    if (points.length == 0) {
      return 0;
    } else if (points.length == 1) {
      return box(points[0], dimensions);
    }
    return switch (dimensions) {
      case 1 -> Arrays.stream(points).mapToDouble(p -> p[0]).max().orElseThrow();
      case 2 -> area(points);
      case 3 -> sweep(points);
      default -> slices(points, dimensions);
    };
  }

  /** The volume of one point's box; a product of its first coordinates. */
  static double box(double[] point, int dimensions) {
    double volume = 1;
    for (int d = 0; d < dimensions; d++) {
      volume *= point[d];
    }
    return volume;
  }

  /** The part of each of {@code others} that lies in the box of {@code point}. */
  static double[][] within(double[] point, double[][] others, int from, int dimensions) {
    double[][] parts = new double[others.length - from][dimensions];
    for (int i = 0; i < parts.length; i++) {
      for (int d = 0; d < dimensions; d++) {
        parts[i][d] = Math.min(point[d], others[from + i][d]);
      }
    }
    return parts;
  }

  private static double area(double[][] points) {
    Staircase staircase = new Staircase();
    double area = 0;
    for (double[] point : points) {
      area += staircase.add(point[0], point[1]);
    }
    return area;
  }

  private static double sweep(double[][] points) {
    Arrays.sort(points, Comparator.comparingDouble(p -> -p[2]));
    Staircase staircase = new Staircase();
    double area = 0;
    double volume = 0;
    for (int i = 0; i < points.length; i++) {
      area += staircase.add(points[i][0], points[i][1]);
      double next = i + 1 < points.length ? points[i + 1][2] : 0;
      volume += area * (points[i][2] - next);
    }
    return volume;
  }

  /**
   * From the lowest in the last coordinate upwards, so that all points after one fill its box in
   * that coordinate and one dimension less remains.
   */
  private static double slices(double[][] points, int dimensions) {
    int last = dimensions - 1;
    Arrays.sort(points, Comparator.comparingDouble(p -> p[last]));
    double volume = 0;
    for (int i = 0; i < points.length; i++) {
      double[][] rest = undominated(within(points[i], points, i + 1, last), last);
      volume += points[i][last] * (box(points[i], last) - of(rest, last));
    }
    return volume;
  }

  /** Those that no other covers; of points that are alike one. */
  private static double[][] undominated(double[][] points, int dimensions) {
    int kept = 0;
    for (double[] point : points) {
      int held = 0;
      boolean covered = false;
      for (int i = 0; i < kept; i++) {
        covered |= covers(points[i], point, dimensions);
        if (covered || !covers(point, points[i], dimensions)) {
          points[held++] = points[i];
        }
      }
      kept = held;
      if (!covered) {
        points[kept++] = point;
      }
    }
    return Arrays.copyOf(points, kept);
  }

  private static boolean covers(double[] a, double[] b, int dimensions) {
    for (int d = 0; d < dimensions; d++) {
      if (a[d] < b[d]) {
        return false;
      }
    }
    return true;
  }
}
