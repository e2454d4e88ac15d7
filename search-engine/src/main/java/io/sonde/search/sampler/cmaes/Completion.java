package io.sonde.search.sampler.cmaes;

import io.sonde.search.history.History;
import io.sonde.search.sampler.unit.Hash;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The steps that trials stand for, as a distribution sees them. A history shows of a continuous
 * coordinate its place, at a bound only that the draw lay there or beyond; of a discrete one the
 * cell; and of a parameter that was not active nothing. What is not shown is drawn, from the
 * distribution given what is shown: one coordinate after the other, each where it may lie. So a
 * cell counts as a draw from all of it, a bound as one from all that is beyond it, and a parameter
 * that was not active as a draw that was ignored, which it is. The draws derive from a seed and the
 * trial's number alone.
 *
 * <p>Trials need not come from this distribution: they may have been proposed by an earlier one or
 * by another sweep. A step that is longer than any draw would be is shortened.
 *
 * <ul>
 *   <li>V. A. Hajivassiliou, D. L. McFadden: The method of simulated scores for the estimation of
 *       LDV models. Econometrica 66, 1998 (drawing within cells).
 *   <li>N. Hansen: Injecting external solutions into CMA-ES. 2011 (shortening).
 * </ul>
 */
final class Completion {
  /** The length of a standard normal vector exceeds √n by more once in ten thousand times. */
  private static final double EXCESS = 3;

  private static final double LEAST_PIVOT = 1e-12;
  private static final double UNIT = 0x1p-53;

  private final Coordinates coordinates;
  private final Gaussian gaussian;
  private final double[] factors;
  private final long seed;
  private int[] order = {};
  private double @Nullable [][] root;

  /**
   * As this distribution sees them.
   *
   * @param factors by which draws of each coordinate are widened, see {@link Margin}
   */
  Completion(Coordinates coordinates, Gaussian gaussian, double[] factors, long seed) {
    this.coordinates = coordinates;
    this.gaussian = gaussian;
    this.factors = factors;
    this.seed = seed;
  }

  /** The step of a trial. */
  double[] step(History history, int trial) {
    int n = gaussian.dimensions();
    double[] from = new double[n];
    double[] to = new double[n];
    for (int j = 0; j < n; j++) {
      double code = history.code(trial, coordinates.parameter(j));
      from[j] = inSteps(j, lower(j, code));
      to[j] = inSteps(j, upper(j, code));
    }
    return shortened(completed(from, to, Hash.of(seed, trial)));
  }

  private double lower(int j, double code) {
    if (Double.isNaN(code)) {
      return Double.NEGATIVE_INFINITY;
    } else if (!coordinates.discrete(j)) {
      double place = coordinates.place(j, code);
      return place > 0 ? place : Double.NEGATIVE_INFINITY;
    }
    double position = coordinates.position(j, code);
    return position == 0 ? Double.NEGATIVE_INFINITY : coordinates.edge(j, position);
  }

  private double upper(int j, double code) {
    if (Double.isNaN(code)) {
      return Double.POSITIVE_INFINITY;
    } else if (!coordinates.discrete(j)) {
      double place = coordinates.place(j, code);
      return place < 1 ? place : Double.POSITIVE_INFINITY;
    }
    double next = coordinates.position(j, code) + 1;
    return next == coordinates.cells(j) ? Double.POSITIVE_INFINITY : coordinates.edge(j, next);
  }

  private double inSteps(int j, double place) {
    return (place - gaussian.mean(j)) / (gaussian.stepSize() * factors[j]);
  }

  private double[] completed(double[] from, double[] to, long key) {
    if (Arrays.equals(from, to)) {
      return from;
    }
    int[] shownFirst = shownFirst(from, to);
    double[][] lines = root(shownFirst);
    double[] independent = new double[from.length];
    double[] step = new double[from.length];
    for (int i = 0; i < step.length; i++) {
      int j = shownFirst[i];
      double expected = 0;
      for (int k = 0; k < i; k++) {
        expected += lines[i][k] * independent[k];
      }
      double deviation = lines[i][i];
      step[j] = from[j];
      if (from[j] < to[j]) {
        double drawn =
            TruncatedNormal.quantile(
                (from[j] - expected) / deviation, (to[j] - expected) / deviation, uniform(key, j));
        step[j] = expected + deviation * drawn;
      }
      independent[i] = (step[j] - expected) / deviation;
    }
    return step;
  }

  private static double uniform(long key, int coordinate) {
    return ((Hash.of(key, coordinate) >>> 11) + 0.5) * UNIT;
  }

  /** Places first, then cells and bounds, then what is not shown at all. */
  private static int[] shownFirst(double[] from, double[] to) {
    return IntStream.concat(
            IntStream.range(0, from.length).filter(j -> from[j] == to[j]),
            IntStream.concat(
                IntStream.range(0, from.length).filter(j -> from[j] < to[j] && shown(from, to, j)),
                IntStream.range(0, from.length).filter(j -> !shown(from, to, j))))
        .toArray();
  }

  private static boolean shown(double[] from, double[] to, int j) {
    return Double.isFinite(from[j]) || Double.isFinite(to[j]);
  }

  /** The Cholesky root of the covariance, its coordinates in this order; the last one is kept. */
  private double[][] root(int[] newOrder) {
    if (root == null || !Arrays.equals(newOrder, order)) {
      order = newOrder;
      root = choleskyRoot(newOrder);
    }
    return root;
  }

  private double[][] choleskyRoot(int[] inOrder) {
    double[][] lines = new double[inOrder.length][inOrder.length];
    for (int i = 0; i < inOrder.length; i++) {
      for (int k = 0; k <= i; k++) {
        double rest = gaussian.covariance(inOrder[i], inOrder[k]);
        for (int l = 0; l < k; l++) {
          rest -= lines[i][l] * lines[k][l];
        }
        double least = LEAST_PIVOT * gaussian.covariance(inOrder[i], inOrder[i]);
        lines[i][k] = k < i ? rest / lines[k][k] : Math.sqrt(Math.max(least, rest));
      }
    }
    return lines;
  }

  private double[] shortened(double[] step) {
    double longest = Math.sqrt(step.length) + EXCESS;
    double length = gaussian.length(step);
    if (length > longest) {
      for (int j = 0; j < step.length; j++) {
        step[j] *= longest / length;
      }
    }
    return step;
  }
}
