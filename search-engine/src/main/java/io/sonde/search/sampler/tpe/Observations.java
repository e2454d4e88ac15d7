package io.sonde.search.sampler.tpe;

import io.sonde.search.history.History;
import io.sonde.search.sampler.unit.Axis;
import io.sonde.search.sampler.unit.Continuous;
import io.sonde.search.sampler.unit.Grid;
import io.sonde.search.sampler.unit.UnitCube;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the trials of a history lie on each axis, and in which order. What a trial was given never
 * changes, so following a history that has grown costs only its new trials.
 */
final class Observations {
  private static final int[] NONE = {};

  private final UnitCube cube;
  private final double[][] places;
  private final int[][] rising;
  private @Nullable History followed;
  private int size;

  Observations(UnitCube cube) {
    this.cube = cube;
    this.places = new double[cube.dimensions()][0];
    this.rising = new int[cube.dimensions()][0];
  }

  /** Takes in what the history has more than before; all of it when it is another one. */
  @SuppressWarnings("ReferenceEquality") // it must be the very history that was followed so far
  void follow(History history) {
    if (history != followed || history.size() < size) {
      Arrays.fill(rising, NONE);
      size = 0;
      followed = history;
    }
    for (int p = 0; p < places.length; p++) {
      append(p, history);
    }
    size = history.size();
  }

  private void append(int parameter, History history) {
    double[] column = places[parameter];
    if (column.length < history.size()) {
      column = Arrays.copyOf(column, Math.max(16, history.size() * 3 / 2));
      places[parameter] = column;
    }
    Axis axis = cube.axis(parameter);
    for (int trial = size; trial < history.size(); trial++) {
      column[trial] = place(axis, history.code(trial, parameter));
    }
    if (axis instanceof Continuous || axis instanceof Grid) {
      rising[parameter] = merge(rising[parameter], sorted(column, size, history.size()), column);
    }
  }

  private static double place(Axis axis, double code) {
    if (axis instanceof Continuous continuous) {
      return continuous.unit(code);
    }
    return axis instanceof Grid grid ? grid.unit(code) : code;
  }

  private static int[] sorted(double[] column, int from, int to) {
    return IntStream.range(from, to)
        .filter(trial -> !Double.isNaN(column[trial]))
        .boxed()
        .sorted(Comparator.comparingDouble(trial -> column[trial]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Of equal places the earlier trial comes first, and those of {@code old} are all earlier. */
  private static int[] merge(int[] old, int[] added, double[] column) {
    if (added.length == 0) {
      return old;
    }
    int[] merged = new int[old.length + added.length];
    int i = 0;
    int j = 0;
    for (int k = 0; k < merged.length; k++) {
      boolean takeOld = j == added.length || (i < old.length && column[old[i]] <= column[added[j]]);
      merged[k] = takeOld ? old[i++] : added[j++];
    }
    return merged;
  }

  /** How many trials there are. */
  int size() {
    return size;
  }

  /**
   * Where a trial lies on an axis: within [0, 1], of a category its code; NaN where the parameter
   * is not active in it.
   */
  double place(int parameter, int trial) {
    return places[parameter][trial];
  }

  /** The trials in which a numeric parameter is active, by their place; not to be changed. */
  int[] rising(int parameter) {
    return rising[parameter];
  }
}
