package io.sonde.search.sampler.gp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises a smooth function within a box by the limited-memory BFGS method: the step is projected
 * into the box and shortened until the function has decreased enough (Armijo). D. Liu, J. Nocedal:
 * On the limited memory BFGS method for large scale optimization. 1989.
 */
final class Lbfgs {
  private static final int MEMORY = 10;
  private static final int SHORTENINGS = 20;
  private static final double ENOUGH = 1e-4;

  private final double[] low;
  private final double[] high;
  private final int iterations;
  private final double tolerance;

  /** A function with its gradient. */
  interface Function {
    /** The value at a point; writes the gradient there. */
    double at(double[] point, double[] gradient);
  }

  /**
   * How to search.
   *
   * @param low the lower bounds, which may be infinite
   * @param high the upper bounds
   * @param iterations at most so many steps
   * @param tolerance ends when a step decreases the function by less, or the gradient is as small
   */
  Lbfgs(double[] low, double[] high, int iterations, double tolerance) {
    this.low = low;
    this.high = high;
    this.iterations = iterations;
    this.tolerance = tolerance;
  }

  private static final class Pair {
    private final double[] step;
    private final double[] change;
    private final double curvature;

    Pair(double[] step, double[] change, double curvature) {
      this.step = step;
      this.change = change;
      this.curvature = curvature;
    }

    double[] step() {
      return step;
    }

    double[] change() {
      return change;
    }

    double curvature() {
      return curvature;
    }
  }

  /** Where a search came to. */
  static final class Minimum {
    private final double[] point;
    private final double value;

    Minimum(double[] point, double value) {
      this.point = point;
      this.value = value;
    }

    double[] point() {
      return point;
    }

    double value() {
      return value;
    }
  }

  /** Goes down from a point, which lies in the box. */
  Minimum minimize(Function function, double[] start) {
    double[] point = start.clone();
    double[] gradient = new double[point.length];
    double value = function.at(point, gradient);
    Deque<Pair> pairs = new ArrayDeque<>();
    for (int i = 0; i < iterations; i++) {
      double[] direction = direction(point, gradient, pairs);
      double[] next = new double[point.length];
      double[] nextGradient = new double[point.length];
      double found = descend(function, point, value, gradient, direction, next, nextGradient);
      if (Double.isNaN(found)) {
        if (pairs.isEmpty()) {
          break;
        }
        pairs.clear();
        continue;
      }
      remember(pairs, difference(next, point), difference(nextGradient, gradient));
      double decrease = value - found;
      point = next;
      gradient = nextGradient;
      value = found;
      if (decrease < tolerance) {
        break;
      }
    }
    return new Minimum(point, value);
  }

  /** The value at the first point along the direction that is low enough; NaN if there is none. */
  private double descend(
      Function function,
      double[] point,
      double value,
      double[] gradient,
      double[] direction,
      double[] next,
      double[] nextGradient) {
    double length = 1;
    for (int h = 0; h < SHORTENINGS; h++) {
      double promised = 0;
      for (int i = 0; i < point.length; i++) {
        next[i] = Math.min(high[i], Math.max(low[i], point[i] + length * direction[i]));
        promised += gradient[i] * (next[i] - point[i]);
      }
      if (!(promised < -tolerance * 1e-3)) {
        return Double.NaN;
      }
      double found = function.at(next, nextGradient);
      if (found <= value + ENOUGH * promised) {
        return found;
      }
      double vertex = -promised / (2 * (found - value - promised));
      length *= vertex > 0.1 ? Math.min(0.5, vertex) : 0.1;
    }
    return Double.NaN;
  }

  /** The two-loop recursion, over the coordinates that are not held by a bound. */
  private double[] direction(double[] point, double[] gradient, Deque<Pair> pairs) {
    double[] direction = new double[point.length];
    for (int i = 0; i < point.length; i++) {
      direction[i] = held(point, gradient, i) ? 0 : -gradient[i];
    }
    if (pairs.isEmpty()) {
      double norm = Math.sqrt(dot(direction, direction));
      scale(direction, norm > 1 ? 1 / norm : 1);
      return direction;
    }
    double[] factors = new double[pairs.size()];
    int at = 0;
    for (Pair pair : pairs) {
      factors[at] = dot(pair.step(), direction) / pair.curvature();
      add(direction, -factors[at++], pair.change());
    }
    Pair last = pairs.getFirst();
    scale(direction, last.curvature() / dot(last.change(), last.change()));
    for (Iterator<Pair> i = pairs.descendingIterator(); i.hasNext(); ) {
      Pair pair = i.next();
      double factor = dot(pair.change(), direction) / pair.curvature();
      add(direction, factors[--at] - factor, pair.step());
    }
    for (int i = 0; i < point.length; i++) {
      direction[i] = held(point, gradient, i) ? 0 : direction[i];
    }
    return direction;
  }

  private boolean held(double[] point, double[] gradient, int i) {
    return (point[i] <= low[i] && gradient[i] > 0) || (point[i] >= high[i] && gradient[i] < 0);
  }

  private static void remember(Deque<Pair> pairs, double[] step, double[] change) {
    double curvature = dot(step, change);
    if (curvature > 1e-12 * dot(change, change)) {
      pairs.addFirst(new Pair(step, change, curvature));
      if (pairs.size() > MEMORY) {
        pairs.removeLast();
      }
    }
  }

  private static double[] difference(double[] a, double[] b) {
    double[] result = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      result[i] = a[i] - b[i];
    }
    return result;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double[] to, double factor, double[] what) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * what[i];
    }
  }

  private static void scale(double[] what, double factor) {
    for (int i = 0; i < what.length; i++) {
      what[i] *= factor;
    }
  }
}
