package io.sonde.search.sampler.gp;

import io.sonde.search.history.History;
import io.sonde.search.sampler.unit.Axis;
import io.sonde.search.sampler.unit.Category;
import io.sonde.search.sampler.unit.Continuous;
import io.sonde.search.sampler.unit.Grid;
import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.space.Space;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Rows of a space as points of a Euclidean space, in which the model measures distances. Every
 * parameter that can be chosen has a lengthscale and one or two coordinates:
 *
 * <ul>
 *   <li>numbers and ordered values: where they lie on their scale, between 0 and 1. A point of a
 *       grid is taken where it is evaluated, never between two points (E. Garrido-Merchán, D.
 *       Hernández-Lobato: Dealing with categorical and integer-valued variables in Bayesian
 *       optimization with Gaussian processes. 2020);
 *   <li>categories: two different ones are 1 apart, whichever they are;
 *   <li>numbers that are not always active: on an arc of 120°, so that all of them are equally far
 *       from its centre, which stands for "not active" (after K. Swersky, D. Duvenaud, J. Snoek, F.
 *       Hutter, M. Osborne: Raiders of the lost architecture. 2014). Two rows that both lack a
 *       parameter are not told apart by it: what branches share is learnt across them.
 * </ul>
 *
 * Distances within a Euclidean space keep every covariance matrix positive definite. Immutable.
 */
final class Embedding {
  private static final double ARC = 2 * Math.PI / 3;

  /** The ends of the arc are 1 apart. */
  private static final double RADIUS = 1 / (2 * Math.sin(ARC / 2));

  private static final double NOT_ACTIVE = -1;

  private enum Form {
    LINE,
    ARC,
    CATEGORY
  }

  private final UnitCube cube;
  private final int[] parameters;
  private final Form[] forms;
  private final int[] firstCoordinates;
  private final int coordinates;

  /** The embedding of a space, whose axes are these. */
  Embedding(Space space, UnitCube cube) {
    this.cube = cube;
    this.parameters =
        IntStream.range(0, cube.dimensions()).filter(p -> cube.axis(p).size() > 1).toArray();
    this.forms = new Form[parameters.length];
    this.firstCoordinates = new int[parameters.length];
    int next = 0;
    for (int i = 0; i < parameters.length; i++) {
      boolean always = space.parameters().get(parameters[i]).conditions().isEmpty();
      forms[i] =
          cube.axis(parameters[i]) instanceof Category
              ? Form.CATEGORY
              : always ? Form.LINE : Form.ARC;
      firstCoordinates[i] = next;
      next += forms[i] == Form.ARC ? 2 : 1;
    }
    this.coordinates = next;
  }

  /** How many parameters can be chosen; each has a lengthscale. */
  int parameters() {
    return parameters.length;
  }

  /** How many coordinates a point has. */
  int coordinates() {
    return coordinates;
  }

  /** To which of the {@link #parameters()} each coordinate belongs. */
  int[] owners() {
    int[] owners = new int[coordinates];
    for (int i = 0; i < parameters.length; i++) {
      int end = i + 1 < parameters.length ? firstCoordinates[i + 1] : coordinates;
      for (int c = firstCoordinates[i]; c < end; c++) {
        owners[c] = i;
      }
    }
    return owners;
  }

  /** Which coordinates are the names of categories, equal or not, and no distances. */
  boolean[] nominal() {
    boolean[] nominal = new boolean[coordinates];
    for (int i = 0; i < parameters.length; i++) {
      nominal[firstCoordinates[i]] = forms[i] == Form.CATEGORY;
    }
    return nominal;
  }

  /** The point of a row of codes. */
  double[] point(double[] row) {
    double[] point = new double[coordinates];
    for (int i = 0; i < parameters.length; i++) {
      place(i, row[parameters[i]], point);
    }
    return point;
  }

  /** The point of a trial. */
  double[] point(History history, int trial) {
    double[] point = new double[coordinates];
    for (int i = 0; i < parameters.length; i++) {
      place(i, history.code(trial, parameters[i]), point);
    }
    return point;
  }

  private void place(int parameter, double code, double[] point) {
    int c = firstCoordinates[parameter];
    switch (forms[parameter]) {
      case LINE -> point[c] = unit(cube.axis(parameters[parameter]), code);
      case CATEGORY -> point[c] = Double.isNaN(code) ? NOT_ACTIVE : code;
      case ARC -> {
        if (!Double.isNaN(code)) {
          double angle = (unit(cube.axis(parameters[parameter]), code) - 0.5) * ARC;
          point[c] = RADIUS * Math.cos(angle);
          point[c + 1] = RADIUS * Math.sin(angle);
        }
      }
    }
  }

  private static double unit(Axis axis, double code) {
    return axis instanceof Continuous continuous ? continuous.unit(code) : ((Grid) axis).unit(code);
  }

  /**
   * The derivative of a function by where a number lies on its scale.
   *
   * @param column of the parameter in the space; its axis is continuous
   * @param point at which the derivative is taken
   * @param gradient of the function by the coordinates
   */
  double slope(int column, double[] point, double[] gradient) {
    int i = Arrays.binarySearch(parameters, column);
    int c = firstCoordinates[i];
    return forms[i] == Form.LINE
        ? gradient[c]
        : ARC * (point[c] * gradient[c + 1] - point[c + 1] * gradient[c]);
  }
}
