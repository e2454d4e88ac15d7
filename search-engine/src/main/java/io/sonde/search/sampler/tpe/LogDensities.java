package io.sonde.search.sampler.tpe;

import java.util.ArrayList;
import java.util.List;

/**
 * The log densities of several rows under one estimator. Components are gone through in blocks that
 * stay in the nearest cache, all rows for each block. In a block, what continuous axes take off the
 * components' peaks is reckoned for all of them in plain loops; components that are by then too
 * small to show in a row's sum are left out, and only the rest is looked up on the other axes and
 * added up.
 */
final class LogDensities {
  private static final int BLOCK = 256;

  /**
   * Components that are smaller than the sum so far by this, in logs, and by the log of how many
   * there are, are left out. All of them together change a density by less than 1e-14 of it.
   */
  private static final double NEGLIGIBLE = 32.5;

  private final ParzenEstimator estimator;
  private final List<Gaussians> continuous = new ArrayList<>();
  private final List<double[]> places = new ArrayList<>();
  private final List<DiscreteKernels.Value[]> values = new ArrayList<>();
  private final double negligible;
  private final double[] peaks;
  private final double[] tops;
  private final double[] totals;
  private final double[] sums = new double[BLOCK];
  private final int[] kept = new int[BLOCK];

  private LogDensities(
      ParzenEstimator estimator, double[][] rows, int[] parameters, double[] given) {
    this.estimator = estimator;
    this.negligible = NEGLIGIBLE + Math.log(given.length);
    this.peaks = given.clone();
    this.tops = new double[rows.length];
    this.totals = new double[rows.length];
    for (int p : parameters) {
      Kernels kernels = estimator.kernels(p);
      if (kernels instanceof ContinuousKernels reals) {
        continuous.add(reals.gaussians());
        places.add(places(reals, rows, p));
        reals.gaussians().addLogPeaks(peaks);
      } else if (kernels instanceof DiscreteKernels discrete) {
        values.add(values(discrete, rows, p));
      }
    }
  }

  private static double[] places(ContinuousKernels kernels, double[][] rows, int parameter) {
    double[] places = new double[rows.length];
    for (int r = 0; r < rows.length; r++) {
      places[r] = kernels.place(rows[r][parameter]);
    }
    return places;
  }

  private static DiscreteKernels.Value[] values(
      DiscreteKernels kernels, double[][] rows, int parameter) {
    DiscreteKernels.Value[] values = new DiscreteKernels.Value[rows.length];
    for (int r = 0; r < rows.length; r++) {
      values[r] = kernels.at(rows[r][parameter]);
    }
    return values;
  }

  /**
   * The log of the sum, over the components, of their weight times what they give a row.
   *
   * @param parameters those to look at; given in every row
   * @param given the components' sums for the parameters that were chosen before
   */
  static double[] of(ParzenEstimator estimator, double[][] rows, int[] parameters, double[] given) {
    return new LogDensities(estimator, rows, parameters, given).reckon();
  }

  private double[] reckon() {
    for (int row = 0; row < tops.length; row++) {
      tops[row] = Double.NEGATIVE_INFINITY;
      take(row, 0, 1); // the prior, which no row is far from, says what is negligible
    }
    for (int first = 1; first < peaks.length; first += BLOCK) {
      for (int row = 0; row < tops.length; row++) {
        take(row, first, Math.min(BLOCK, peaks.length - first));
      }
    }
    double[] densities = new double[tops.length];
    for (int row = 0; row < tops.length; row++) {
      densities[row] = tops[row] + Math.log(totals[row]);
    }
    return densities;
  }

  private void take(int row, int first, int components) {
    System.arraycopy(peaks, first, sums, 0, components);
    for (int c = 0; c < places.size(); c++) {
      continuous.get(c).subtractDistances(places.get(c)[row], first, components, sums);
    }
    double bound = tops[row] + Math.log(totals[row]) - negligible;
    int left = keep(components, bound);
    for (int d = 0; d < values.size() && left > 0; d++) {
      left = values.get(d)[row].add(first, kept, left, sums, bound);
    }
    for (int i = 0; i < left; i++) {
      add(row, sums[kept[i]], estimator.weight(first + kept[i]));
    }
  }

  /** The components of a block that are large enough so far. */
  private int keep(int components, double least) {
    int left = 0;
    for (int j = 0; j < components; j++) {
      kept[left] = j;
      left += sums[j] > least ? 1 : 0;
    }
    return left;
  }

  private void add(int row, double sum, double weight) {
    if (sum <= tops[row]) {
      totals[row] += weight * Math.exp(sum - tops[row]);
    } else {
      totals[row] = totals[row] * Math.exp(tops[row] - sum) + weight;
      tops[row] = sum;
    }
  }
}
