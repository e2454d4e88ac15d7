package io.sonde.search.insight.surface;

import java.util.Arrays;

/**
 * Values smoothed over a plane: in each cell the mean of the trials around it, weighted by a
 * Gaussian kernel in their places. Listed values do not blur into each other. A cell that has no
 * trial within about a bandwidth has no value, so that nothing is claimed where nothing was tried.
 * Immutable.
 *
 * <ul>
 *   <li>E. A. Nadaraya: On estimating regression. Theory of Probability and Its Applications 9(1),
 *       1964; G. S. Watson: Smooth regression analysis. Sankhyā A 26, 1964 (the mean).
 *   <li>D. W. Scott: Multivariate Density Estimation. Wiley 1992 (the bandwidth).
 * </ul>
 */
public final class Surface {
  private static final double NARROWEST = 0.03;
  private static final double WIDEST = 0.2;

  /** The weight of one trial at the distance of a bandwidth. */
  private static final double LEAST_WEIGHT = Math.exp(-0.5);

  private final int columns;
  private final double[][] rows;

  private Surface(int columns, double[][] rows) {
    this.columns = columns;
    this.rows = rows;
  }

  /**
   * Smooths values.
   *
   * @param xs the places of the trials across, see {@link PlaneAxis#place}
   * @param ys their places upwards
   * @param values finite
   * @param cells into how many cells an axis of numbers is cut
   */
  public static Surface of(
      PlaneAxis across, PlaneAxis up, double[] xs, double[] ys, double[] values, int cells) {
    if (xs.length != values.length || ys.length != values.length) {
      throw new IllegalArgumentException(
          "expected as many places as values, got "
              + xs.length
              + ", "
              + ys.length
              + " and "
              + values.length);
    }
    double[][] nearAcross = weights(across, xs, across.cells(cells));
    double[][] nearUp = weights(up, ys, up.cells(cells));
    double[][] rows = new double[nearUp.length][nearAcross.length];
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < nearAcross.length; column++) {
        rows[row][column] = mean(nearAcross[column], nearUp[row], values);
      }
    }
    return new Surface(nearAcross.length, rows);
  }

  private static double mean(double[] nearAcross, double[] nearUp, double[] values) {
    double weight = 0;
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      double near = nearAcross[i] * nearUp[i];
      weight += near;
      sum += near * values[i];
    }
    return weight >= LEAST_WEIGHT ? sum / weight : Double.NaN;
  }

  /** The weight of each trial in each cell of an axis. */
  private static double[][] weights(PlaneAxis axis, double[] places, int cells) {
    double bandwidth = bandwidth(places);
    double[][] weights = new double[cells][places.length];
    for (int cell = 0; cell < cells; cell++) {
      double middle = axis.middle(cell, cells);
      for (int i = 0; i < places.length; i++) {
        double distance = (places[i] - middle) / bandwidth;
        weights[cell][i] =
            axis.listed() ? (places[i] == middle ? 1 : 0) : Math.exp(-0.5 * distance * distance);
      }
    }
    return weights;
  }

  private static double bandwidth(double[] places) {
    double mean = Arrays.stream(places).average().orElse(0);
    double variance = Arrays.stream(places).map(p -> (p - mean) * (p - mean)).average().orElse(0);
    double scott = Math.sqrt(variance) * Math.pow(Math.max(1, places.length), -1.0 / 6);
    return Math.min(WIDEST, Math.max(NARROWEST, scott));
  }

  /** How many cells there are across. */
  public int columns() {
    return columns;
  }

  /** How many cells there are upwards. */
  public int rows() {
    return rows.length;
  }

  /** The value of a cell, counted from the lowest corner; NaN where there is none. */
  public double value(int column, int row) {
    return rows[row][column];
  }
}
