package io.sonde.search.sampler.variation;

import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import io.sonde.search.sampler.unit.Axis;
import io.sonde.search.sampler.unit.Continuous;
import io.sonde.search.sampler.unit.Grid;
import io.sonde.search.sampler.unit.UnitCube;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

/** The values of rows as an evolutionary sampler handles them, parameter by parameter. */
public final class Genes {
  private final UnitCube cube;

  /** The values in rows of this space. */
  public Genes(UnitCube cube) {
    this.cube = cube;
  }

  /** How many rows were tried so far; a cancelled trial has not tried its row. */
  public static int tried(History history) {
    int tried = 0;
    for (int trial = 0; trial < history.size(); trial++) {
      tried += history.state(trial) == TrialState.CANCELLED ? 0 : 1;
    }
    return tried;
  }

  /** What a trial was given: a code for each parameter, NaN where it is not active. */
  public double[] row(History history, int trial) {
    double[] row = new double[cube.dimensions()];
    for (int p = 0; p < row.length; p++) {
      row[p] = history.code(trial, p);
    }
    return row;
  }

  /** Whether a parameter has more than one value. */
  public boolean varies(int parameter) {
    return cube.axis(parameter).size() > 1;
  }

  /** How many parameters with more than one value are active in a row. */
  public int varying(double[] row) {
    int count = 0;
    for (int p = 0; p < row.length; p++) {
      count += !Double.isNaN(row[p]) && varies(p) ? 1 : 0;
    }
    return count;
  }

  /** Whether a parameter's values lie on a line, rather than beside each other without an order. */
  public boolean ordered(int parameter) {
    return cube.axis(parameter) instanceof Continuous || cube.axis(parameter) instanceof Grid;
  }

  /** Where a code of an ordered parameter lies, within [0, 1]. */
  public double unit(int parameter, double code) {
    return cube.axis(parameter) instanceof Grid grid
        ? grid.unit(code)
        : ((Continuous) cube.axis(parameter)).unit(code);
  }

  /** The code of the value at {@code unit}. */
  public double code(int parameter, double unit) {
    return cube.axis(parameter).code(unit);
  }

  /**
   * How far two rows are from each other, summed over the parameters: on a line the part of it that
   * lies between the values; 1 between others, and where only one row has the parameter.
   */
  public double distance(double[] one, double[] other) {
    double sum = 0;
    for (int p = 0; p < one.length; p++) {
      if (Double.compare(one[p], other[p]) != 0) {
        boolean line = ordered(p) && !Double.isNaN(one[p]) && !Double.isNaN(other[p]);
        sum += line ? Math.abs(unit(p, one[p]) - unit(p, other[p])) : 1;
      }
    }
    return sum;
  }

  /** Any value of a parameter, drawn uniformly. */
  public double drawn(int parameter, RandomGenerator random) {
    return cube.axis(parameter).code(random.nextDouble());
  }

  /**
   * Another value of a parameter: a number or an ordered value moves on its scale, by one place at
   * least; of other values any other is drawn. The same value where there is only one.
   *
   * @param move moves a place within [0, 1]
   */
  public double mutated(
      int parameter, double code, DoubleUnaryOperator move, RandomGenerator random) {
    Axis axis = cube.axis(parameter);
    if (axis instanceof Grid grid) {
      return moved(grid, code, move);
    } else if (axis instanceof Continuous continuous) {
      return axis.code(move.applyAsDouble(continuous.unit(code)));
    }
    return varies(parameter) ? another(axis, code, random) : code;
  }

  private static double moved(Grid grid, double code, DoubleUnaryOperator move) {
    double from = grid.unit(code);
    double to = move.applyAsDouble(from);
    double moved = grid.code(to);
    if (moved != code) {
      return moved;
    }
    return grid.codeAt((long) neighbour(grid.position(code), grid.size(), to > from));
  }

  /**
   * The next value up or down of a parameter with finitely many; at an end, the next one inwards.
   */
  public double neighbour(int parameter, double code, boolean up) {
    Axis axis = cube.axis(parameter);
    double position = axis instanceof Grid grid ? grid.position(code) : code;
    return axis.codeAt((long) neighbour(position, axis.size(), up));
  }

  private static double neighbour(double position, double size, boolean up) {
    boolean upwards = position == 0 || (up && position < size - 1);
    return upwards ? position + 1 : position - 1;
  }

  private static double another(Axis axis, double code, RandomGenerator random) {
    double drawn = axis.codeAt(random.nextLong((long) axis.size() - 1));
    return drawn >= code ? drawn + 1 : drawn;
  }
}
