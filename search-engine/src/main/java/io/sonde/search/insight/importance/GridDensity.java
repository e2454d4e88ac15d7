package io.sonde.search.insight.importance;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Probabilities of the steps of a grid, estimated from how often each was seen: a kernel about each
 * step that was, weighted by its count, and a prior that weighs as much as one observation. The
 * bandwidth follows Scott's rule (D. W. Scott: Multivariate density estimation. 1992), which is
 * narrower than what a search needs.
 */
final class GridDensity {
  /** 90 % of a kernel lie within its own step at least. */
  private static final double LEAST_BANDWIDTH = 0.5 / 1.64;

  private GridDensity() {}

  /** Of numbers: kernels are normal, cut off at the ends of the grid. */
  static double[] ofNumbers(int[] counts) {
    int steps = counts.length;
    double bandwidth = Math.max(LEAST_BANDWIDTH, bandwidth(counts));
    double total = Arrays.stream(counts).sum() + 1;
    double[] kernel = edges(steps, bandwidth);
    double[] densities = new double[steps];
    for (int at = 0; at < steps; at++) {
      if (counts[at] > 0) {
        double within = kernel[2 * steps - at] - kernel[steps - at];
        for (int step = 0; step < steps; step++) {
          double mass = kernel[steps + step - at + 1] - kernel[steps + step - at];
          densities[step] += counts[at] / total * mass / within;
        }
      }
    }
    NormalDistribution prior = new NormalDistribution((steps - 1) / 2.0, steps);
    double within = prior.cumulativeProbability(steps - 0.5) - prior.cumulativeProbability(-0.5);
    for (int step = 0; step < steps; step++) {
      double mass =
          prior.cumulativeProbability(step + 0.5) - prior.cumulativeProbability(step - 0.5);
      densities[step] += mass / within / total;
    }
    return densities;
  }

  /** The probability below the edge half a step under each distance from −steps to steps. */
  private static double[] edges(int steps, double bandwidth) {
    NormalDistribution normal = new NormalDistribution(0, bandwidth);
    return IntStream.rangeClosed(-steps, steps)
        .mapToDouble(distance -> normal.cumulativeProbability(distance - 0.5))
        .toArray();
  }

  /** Scott's rule with the smaller of the deviation and the scaled interquartile range. */
  private static double bandwidth(int[] counts) {
    int[] seen = IntStream.range(0, counts.length).filter(step -> counts[step] > 0).toArray();
    long n = Arrays.stream(seen).mapToLong(step -> counts[step]).sum();
    double mean = Arrays.stream(seen).mapToDouble(s -> (double) s * counts[s]).sum() / n;
    double squares =
        Arrays.stream(seen).mapToDouble(s -> counts[s] * (s - mean) * (s - mean)).sum();
    double deviation = Math.sqrt(squares / Math.max(1, n - 1));
    long below = 0;
    int low = -1;
    int high = seen[seen.length - 1];
    for (int step : seen) {
      below += counts[step];
      low = low < 0 && below >= n / 4 ? step : low;
      if (below > n * 3 / 4) {
        high = step;
        break;
      }
    }
    return 1.059 * Math.min((high - low) / 1.34, deviation) * Math.pow(n, -0.2);
  }

  /** Of categories: a kernel prefers its own to each other alike. */
  static double[] ofCategories(int[] counts) {
    int kernels = (int) Arrays.stream(counts).filter(count -> count > 0).count() + 1;
    double other = 1.0 / kernels;
    double row = 1 + counts.length * other;
    double total = Arrays.stream(counts).sum() + 1.0;
    double[] densities = new double[counts.length];
    for (int c = 0; c < densities.length; c++) {
      double common = (total - 1) * other / row + 1.0 / counts.length;
      densities[c] = (common + counts[c] / row) / total;
    }
    return densities;
  }
}
