package io.sonde.search.sampler.cmaes;

import io.sonde.search.sampler.unit.Axis;
import io.sonde.search.sampler.unit.Category;
import io.sonde.search.sampler.unit.Continuous;
import io.sonde.search.sampler.unit.Grid;
import io.sonde.search.sampler.unit.UnitCube;
import java.util.stream.IntStream;

/**
 * Which parameters of a space are coordinates of the Gaussian and which are categories. A
 * coordinate is the place on its axis, from 0 to 1. A discrete one shows only in which cell of the
 * axis it lies. Immutable.
 */
final class Coordinates {
  /** Of more categories each is met too seldom to learn anything; they are drawn alike. */
  private static final int MOST_CATEGORIES = 1000;

  /** The cells of more values are too small to matter. */
  private static final int MOST_CELLS = 1 << 20;

  private final UnitCube cube;
  private final int[] numeric;
  private final int[] categorical;

  Coordinates(UnitCube cube) {
    this.cube = cube;
    this.numeric =
        IntStream.range(0, cube.dimensions())
            .filter(p -> cube.axis(p) instanceof Continuous || cube.axis(p) instanceof Grid)
            .toArray();
    this.categorical =
        IntStream.range(0, cube.dimensions())
            .filter(p -> cube.axis(p) instanceof Category c && c.categories() <= MOST_CATEGORIES)
            .toArray();
  }

  /** How many coordinates there are. */
  int numeric() {
    return numeric.length;
  }

  /** The parameter of a coordinate. */
  int parameter(int coordinate) {
    return numeric[coordinate];
  }

  /** The parameters that are categories. */
  int[] categorical() {
    return categorical.clone();
  }

  /** How many values each of the categories has. */
  int[] categories() {
    return IntStream.of(categorical).map(p -> ((Category) cube.axis(p)).categories()).toArray();
  }

  /** Whether a coordinate shows only its cell. */
  boolean discrete(int coordinate) {
    return cube.axis(numeric[coordinate]) instanceof Grid grid && grid.size() <= MOST_CELLS;
  }

  /** Where a coordinate that is not discrete lies, by its code. */
  double place(int coordinate, double code) {
    Axis axis = cube.axis(numeric[coordinate]);
    return axis instanceof Continuous continuous
        ? continuous.unit(code)
        : grid(coordinate).unit(code);
  }

  /**
   * The position of the cell of a discrete coordinate, by its place, which may be beyond 0 or 1.
   */
  double cell(int coordinate, double place) {
    return position(coordinate, code(coordinate, place));
  }

  /** The position of the cell with this code. */
  double position(int coordinate, double code) {
    return grid(coordinate).position(code);
  }

  /** How many cells a discrete coordinate has; at least 2. */
  double cells(int coordinate) {
    return grid(coordinate).size();
  }

  /** Where a cell begins; the next one begins where it ends. */
  double edge(int coordinate, double position) {
    return grid(coordinate).edge(position);
  }

  private Grid grid(int coordinate) {
    return (Grid) cube.axis(numeric[coordinate]);
  }

  /** The code at a place; beyond 0 or 1 it is the outermost one. */
  double code(int coordinate, double place) {
    return cube.axis(numeric[coordinate]).code(Math.min(1, Math.max(0, place)));
  }
}
