package io.sonde.search.insight.sample;

import io.sonde.search.history.History;
import io.sonde.search.sampler.unit.Axis;
import io.sonde.search.sampler.unit.Category;
import io.sonde.search.sampler.unit.Continuous;
import io.sonde.search.sampler.unit.Grid;
import io.sonde.search.sampler.unit.UnitCube;
import java.util.Arrays;
import java.util.BitSet;

/** Where the trials of a sample lie on the axes of their space. Immutable. */
public final class Columns {
  private final UnitCube cube;
  private final double[][] places;
  private final BitSet[] active;

  /** The columns of a sample's trials. */
  public Columns(History history, Sample sample) {
    cube = new UnitCube(history.space());
    places = new double[cube.dimensions()][sample.size()];
    active = new BitSet[places.length];
    for (int p = 0; p < places.length; p++) {
      active[p] = new BitSet(sample.size());
      for (int row = 0; row < sample.size(); row++) {
        double code = history.code(sample.trial(row), p);
        places[p][row] = place(cube.axis(p), code);
        active[p].set(row, !Double.isNaN(code));
      }
    }
  }

  private static double place(Axis axis, double code) {
    if (axis instanceof Continuous continuous) {
      return continuous.unit(code);
    } else if (axis instanceof Grid grid) {
      return grid.unit(code);
    }
    return code;
  }

  /** How many parameters there are. */
  public int parameters() {
    return places.length;
  }

  /** The axis of a parameter. */
  public Axis axis(int parameter) {
    return cube.axis(parameter);
  }

  /** The rows in which a parameter is active; not to be changed. */
  public BitSet active(int parameter) {
    return active[parameter];
  }

  /** Where a row lies on an axis: within [0, 1], of a category its code; NaN where not active. */
  public double place(int parameter, int row) {
    return places[parameter][row];
  }

  /**
   * The cells of a parameter for these rows.
   *
   * @param losses of these rows, from which the order of categories is taken
   */
  public Cells cells(int parameter, int[] rows, double[] losses) {
    double[] column = places[parameter];
    double[] chosen = Arrays.stream(rows).mapToDouble(row -> column[row]).toArray();
    return cube.axis(parameter) instanceof Category
        ? Cells.ofCategories(chosen, losses)
        : Cells.ofPlaces(chosen);
  }
}
