package io.sonde.search.sampler.gp;

import io.sonde.search.sampler.unit.Axis;
import io.sonde.search.sampler.unit.Category;
import io.sonde.search.sampler.unit.Continuous;
import io.sonde.search.sampler.unit.Grid;
import io.sonde.search.sampler.unit.UnitCube;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Rows near a row. What becomes active by a change is drawn, and what does not stay active goes.
 */
final class Neighbourhood {
  /** An axis with so many values has all others as neighbours; a longer one a choice of them. */
  private static final int FEW = 12;

  private final UnitCube cube;

  Neighbourhood(UnitCube cube) {
    this.cube = cube;
  }

  /**
   * The rows that differ in one value that is no real number: of a category in any, of a grid by
   * one, two, four … points, but in any when there are few.
   */
  List<double[]> of(double[] row, RandomGenerator random) {
    List<double[]> neighbours = new ArrayList<>();
    for (int p = 0; p < row.length; p++) {
      Axis axis = cube.axis(p);
      if (Double.isNaN(row[p]) || axis.size() == 1) {
        continue;
      }
      if (axis instanceof Category category) {
        addCategories(row, p, category, random, neighbours);
      } else if (axis instanceof Grid grid) {
        addPoints(row, p, grid, random, neighbours);
      }
    }
    return neighbours;
  }

  private void addCategories(
      double[] row, int p, Category axis, RandomGenerator random, List<double[]> neighbours) {
    int shift = axis.categories() <= FEW ? 0 : random.nextInt(axis.categories());
    int many = Math.min(FEW, axis.categories());
    for (int c = 0; c < many; c++) {
      add(row, p, (c + shift) % axis.categories(), random, neighbours);
    }
  }

  private void addPoints(
      double[] row, int p, Grid axis, RandomGenerator random, List<double[]> neighbours) {
    double position = axis.position(row[p]);
    for (double step = 1; step < axis.size(); step = axis.size() <= FEW ? step + 1 : step * 2) {
      if (position >= step) {
        add(row, p, axis.codeAt((long) (position - step)), random, neighbours);
      }
      if (position + step < axis.size()) {
        add(row, p, axis.codeAt((long) (position + step)), random, neighbours);
      }
    }
  }

  private void add(
      double[] row, int p, double code, RandomGenerator random, List<double[]> neighbours) {
    if (code != row[p]) {
      double[] neighbour = row.clone();
      neighbour[p] = code;
      repair(neighbour, p + 1, random);
      neighbours.add(neighbour);
    }
  }

  /** Gives what has become active a value, and takes it from what is not active any more. */
  private void repair(double[] row, int from, RandomGenerator random) {
    for (int p = from; p < row.length; p++) {
      boolean active = cube.active(p, row);
      if (active && Double.isNaN(row[p])) {
        row[p] = cube.axis(p).code(random.nextDouble());
      } else if (!active) {
        row[p] = Double.NaN;
      }
    }
  }

  /**
   * A row somewhere near: some values moved on their scales by a normally distributed distance, or
   * exchanged where they have no order.
   *
   * @param deviation of the moves; the part of the scale
   * @param values how many are changed in the mean
   */
  double[] mutate(double[] row, double deviation, double values, RandomGenerator random) {
    int active = 0;
    for (int p = 0; p < row.length; p++) {
      active += Double.isNaN(row[p]) || cube.axis(p).size() == 1 ? 0 : 1;
    }
    double rate = values / Math.max(1, active);
    double[] mutant = row.clone();
    for (int p = 0; p < row.length; p++) {
      if (!Double.isNaN(mutant[p]) && cube.axis(p).size() > 1 && random.nextDouble() < rate) {
        mutant[p] = moved(cube.axis(p), mutant[p], deviation, random);
        repair(mutant, p + 1, random);
      }
    }
    return mutant;
  }

  private static double moved(Axis axis, double code, double deviation, RandomGenerator random) {
    if (axis instanceof Category) {
      return axis.code(random.nextDouble());
    }
    double from = axis instanceof Grid grid ? grid.unit(code) : ((Continuous) axis).unit(code);
    double to = Math.min(1, Math.max(0, from + deviation * random.nextGaussian()));
    double moved = axis.code(to);
    if (moved == code && axis instanceof Grid grid) {
      double next = grid.position(code) + (to < from ? -1 : 1);
      return grid.codeAt((long) Math.min(grid.size() - 1, Math.max(0, next)));
    }
    return moved;
  }
}
