package io.sonde.search.insight.forest;

import io.sonde.search.insight.sample.Cells;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Grows trees from drawn rows: each node is cut where the squared error falls most, until the
 * values of a leaf are equal or its rows cannot be told apart. Rows stay sorted along every axis
 * while they are divided, so that no node sorts. Not thread-safe.
 *
 * <p>A node is cut along an axis only when all of its rows lie on it: first along the choice that
 * makes a parameter active, then along the parameter. That choice may tell little by itself, so
 * what the parameter would explain afterwards counts for it.
 *
 * <p>L. Breiman, J. Friedman, R. Olshen, C. Stone: Classification and regression trees. 1984.
 */
final class TreeGrower {
  private static final int MOST_DEPTH = 64;

  /** Errors that are this part of the root's come from rounding. */
  private static final double ROUNDING = 1e-14;

  private final List<Cells> axes;
  private final int[] parents;
  private final double[] values;
  private final double[] weights;
  private final boolean[] goesLeft;
  private final int[] spare;
  private int[][] sorted = {};
  private double rootError;

  /**
   * Of these values by row.
   *
   * @param parents for each axis the one that decides whether a row lies on it, or {@link
   *     Tree#LEAF}
   */
  TreeGrower(List<Cells> axes, int[] parents, double[] values) {
    this.axes = axes;
    this.parents = parents;
    this.values = values;
    this.weights = new double[values.length];
    this.goesLeft = new boolean[values.length];
    this.spare = new int[values.length];
  }

  /** A tree of so many rows, drawn with replacement. */
  Tree grow(int draws, RandomGenerator random) {
    Arrays.fill(weights, 0);
    int distinct = 0;
    for (int i = 0; i < draws; i++) {
      int row = random.nextInt(values.length);
      distinct += weights[row]++ == 0 ? 1 : 0;
    }
    sorted = new int[axes.size()][];
    for (int a = 0; a < sorted.length; a++) {
      sorted[a] = sort(axes.get(a), distinct);
    }
    Tree tree = new Tree();
    rootError = Double.NaN;
    divide(tree, 0, distinct, 0);
    return tree;
  }

  /** The drawn rows by their cell, first those that lie in none. */
  private int[] sort(Cells cells, int distinct) {
    int[] cellOf = cells.cellOf();
    int[] starts = new int[cells.count() + 2];
    for (int row = 0; row < weights.length; row++) {
      starts[cellOf[row] - Cells.NONE + 1] += weights[row] > 0 ? 1 : 0;
    }
    for (int i = 1; i < starts.length; i++) {
      starts[i] += starts[i - 1];
    }
    int[] rows = new int[distinct];
    for (int row = 0; row < weights.length; row++) {
      if (weights[row] > 0) {
        rows[starts[cellOf[row] - Cells.NONE]++] = row;
      }
    }
    return rows;
  }

  private void divide(Tree tree, int from, int to, int depth) {
    double weight = 0;
    double sum = 0;
    double squares = 0;
    for (int i = from; i < to; i++) {
      int row = sorted[0][i];
      weight += weights[row];
      sum += weights[row] * values[row];
      squares += weights[row] * values[row] * values[row];
    }
    int node = tree.add(sum / weight);
    double error = squares - sum * sum / weight;
    rootError = Double.isNaN(rootError) ? squares : rootError;
    if (to - from < 2 || depth == MOST_DEPTH || error <= ROUNDING * rootError) {
      return;
    }
    Cut cut = new Cut(sum * sum / weight);
    for (int a = 0; a < sorted.length; a++) {
      if (everyRowLiesOn(a, from)) {
        improve(cut, a, from, to, weight, sum);
      } else {
        lookAhead(cut, a, from, to);
      }
    }
    if (cut.axis != Tree.LEAF) {
      int atCell = between(axes.get(cut.axis), cut.before, cut.after);
      int middle = partition(cut.axis, atCell, from, to);
      divide(tree, from, middle, depth + 1);
      int right = tree.size();
      divide(tree, middle, to, depth + 1);
      tree.divide(node, cut.axis, atCell, right);
    }
  }

  private boolean everyRowLiesOn(int axis, int from) {
    return axes.get(axis).cellOf()[sorted[axis][from]] != Cells.NONE;
  }

  /** The best cut so far: between two cells of an axis, with nothing of the node between them. */
  private static final class Cut {
    private double score;
    private int axis = Tree.LEAF;
    private int before;
    private int after;

    Cut(double score) {
      this.score = score;
    }

    void offer(double offered, int onAxis, int last, int next) {
      if (offered > score) {
        score = offered;
        axis = onAxis;
        before = last;
        after = next;
      }
    }
  }

  private void improve(Cut cut, int axis, int from, int to, double weight, double sum) {
    int[] rows = sorted[axis];
    int[] cellOf = axes.get(axis).cellOf();
    double left = 0;
    double leftSum = 0;
    int last = cellOf[rows[from]];
    for (int i = from; i < to; i++) {
      int row = rows[i];
      int cell = cellOf[row];
      if (cell != last) {
        double rest = sum - leftSum;
        double score = leftSum * leftSum / left + rest * rest / (weight - left);
        cut.offer(score, axis, last, cell);
        last = cell;
      }
      left += weights[row];
      leftSum += weights[row] * values[row];
    }
  }

  /**
   * Offers the cuts that bring the rows on an axis closer to being alone, with what the best cut
   * among these rows would explain then.
   */
  private void lookAhead(Cut cut, int axis, int from, int to) {
    int[] rows = sorted[axis];
    int start = firstOn(axis, from, to);
    int decider = decider(axis, from);
    if (start == to || decider == Tree.LEAF) {
      return;
    }
    int[] cellOf = axes.get(decider).cellOf();
    double weight = 0;
    double sum = 0;
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    for (int i = start; i < to; i++) {
      weight += weights[rows[i]];
      sum += weights[rows[i]] * values[rows[i]];
      low = Math.min(low, cellOf[rows[i]]);
      high = Math.max(high, cellOf[rows[i]]);
    }
    Cut later = new Cut(squares(sum, weight));
    improve(later, axis, start, to, weight, sum);
    double gain = later.score - squares(sum, weight);
    if (gain > 0) {
      offerAround(cut, decider, low, high, gain, from, to);
    }
  }

  private int firstOn(int axis, int from, int to) {
    int[] cellOf = axes.get(axis).cellOf();
    int first = from;
    while (first < to && cellOf[sorted[axis][first]] == Cells.NONE) {
      first++;
    }
    return first;
  }

  /** The nearest axis that decides about this one and on which all rows of the node lie. */
  private int decider(int axis, int from) {
    int decider = parents[axis];
    while (decider != Tree.LEAF && !everyRowLiesOn(decider, from)) {
      decider = parents[decider];
    }
    return decider;
  }

  /**
   * Offers the cuts of an axis right before and right after these cells, with a gain of their own.
   */
  private void offerAround(Cut cut, int axis, int low, int high, double gain, int from, int to) {
    int[] cellOf = axes.get(axis).cellOf();
    double[] weight = new double[3];
    double[] sum = new double[3];
    int below = Cells.NONE;
    int above = Cells.NONE;
    for (int i = from; i < to; i++) {
      int row = sorted[axis][i];
      int cell = cellOf[row];
      int part = cell < low ? 0 : cell <= high ? 1 : 2;
      weight[part] += weights[row];
      sum[part] += weights[row] * values[row];
      below = part == 0 ? cell : below;
      above = part == 2 && above == Cells.NONE ? cell : above;
    }
    if (below != Cells.NONE) {
      cut.offer(
          gain + squares(sum[0], weight[0]) + squares(sum[1] + sum[2], weight[1] + weight[2]),
          axis,
          below,
          low);
    }
    if (above != Cells.NONE) {
      cut.offer(
          gain + squares(sum[0] + sum[1], weight[0] + weight[1]) + squares(sum[2], weight[2]),
          axis,
          high,
          above);
    }
  }

  private static double squares(double sum, double weight) {
    return sum * sum / weight;
  }

  /** The edge nearest to the middle of what lies between two cells. */
  private static int between(Cells cells, int before, int after) {
    double middle = (cells.edge(before + 1) + cells.edge(after)) / 2;
    int edge = before + 1;
    while (edge < after && cells.edge(edge + 1) <= middle) {
      edge++;
    }
    boolean next = edge < after && cells.edge(edge + 1) - middle < middle - cells.edge(edge);
    return next ? edge + 1 : edge;
  }

  /** Moves the rows before the cut to the front on every axis; answers where the others begin. */
  private int partition(int axis, int atCell, int from, int to) {
    int[] cellOf = axes.get(axis).cellOf();
    int middle = from;
    for (int i = from; i < to; i++) {
      int row = sorted[axis][i];
      goesLeft[row] = cellOf[row] < atCell;
      middle += goesLeft[row] ? 1 : 0;
    }
    for (int[] rows : sorted) {
      int l = from;
      int r = 0;
      for (int i = from; i < to; i++) {
        if (goesLeft[rows[i]]) {
          rows[l++] = rows[i];
        } else {
          spare[r++] = rows[i];
        }
      }
      System.arraycopy(spare, 0, rows, l, r);
    }
    return middle;
  }
}
