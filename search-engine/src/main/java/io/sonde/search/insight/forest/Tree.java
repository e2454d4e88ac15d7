package io.sonde.search.insight.forest;

import io.sonde.search.insight.sample.Cells;
import java.util.Arrays;
import java.util.List;

/** A regression tree: boxes of cells with a value each. Immutable once grown. */
final class Tree {
  /** Stands for the axis of a leaf. */
  static final int LEAF = -1;

  private int[] axis = new int[64];
  private int[] cut = new int[64];
  private int[] right = new int[64];
  private double[] value = new double[64];
  private int size;

  /** Adds a leaf; answers its index. The left child of a node always follows it at once. */
  int add(double leafValue) {
    if (size == axis.length) {
      axis = Arrays.copyOf(axis, size * 2);
      cut = Arrays.copyOf(cut, size * 2);
      right = Arrays.copyOf(right, size * 2);
      value = Arrays.copyOf(value, size * 2);
    }
    axis[size] = LEAF;
    value[size] = leafValue;
    return size++;
  }

  /** Makes a leaf a node: cells before the cut go left. */
  void divide(int node, int byAxis, int atCell, int rightChild) {
    axis[node] = byAxis;
    cut[node] = atCell;
    right[node] = rightChild;
  }

  /** How many nodes and leaves there are. */
  int size() {
    return size;
  }

  /** Takes a leaf's box: from these cells, up to but not including those. */
  interface LeafReader {
    /**
     * A leaf; the arrays are the tree's own and change afterwards.
     *
     * @param volume of the box within the unit cube
     */
    void take(int[] from, int[] to, double volume, double value);
  }

  /** Hands over every leaf. */
  void leaves(List<Cells> axes, LeafReader reader) {
    int[] from = new int[axes.size()];
    int[] to = axes.stream().mapToInt(Cells::count).toArray();
    descend(0, axes, from, to, 1, reader);
  }

  private void descend(
      int node, List<Cells> axes, int[] from, int[] to, double volume, LeafReader reader) {
    int a = axis[node];
    if (a == LEAF) {
      reader.take(from, to, volume, value[node]);
      return;
    }
    Cells cells = axes.get(a);
    int begin = from[a];
    int end = to[a];
    double at = cells.edge(cut[node]);
    double width = cells.edge(end) - cells.edge(begin);
    to[a] = cut[node];
    descend(node + 1, axes, from, to, volume * (at - cells.edge(begin)) / width, reader);
    to[a] = end;
    from[a] = cut[node];
    descend(right[node], axes, from, to, volume * (cells.edge(end) - at) / width, reader);
    from[a] = begin;
  }
}
