package io.sonde.search.sampler.gp;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Losses as a Gaussian process takes them well, whatever their unit and however far they range. The
 * losses above a reference, the median of the first trials, are replaced by their ranks, as
 * quantiles of the upper half of the normal distribution: how bad the bad are must not shape the
 * model (the half-rank warping of X. Song et al.: The Vizier Gaussian process bandit algorithm.
 * 2024). Those below it are bent by a logarithm, from −2 for the best loss to 0 for the reference.
 * How strongly is learnt with the other hyperparameters (E. Snelson, C. Rasmussen, Z. Ghahramani:
 * Warped Gaussian processes. NeurIPS 2003). Later trials do not move the reference: they gather
 * where the losses are small, and ranks among them would blow up what little tells them apart.
 */
final class LossWarp implements Warp {
  /** The best loss comes to lie so far below the reference. */
  static final double DEPTH = 2;

  /** Of a loss below the reference: 0 at the best, 1 at the reference. NaN above it. */
  private final double[] heights;

  private final double[] above;
  private final double best;
  private final double reference;

  private LossWarp(double[] heights, double[] above, double best, double reference) {
    this.heights = heights;
    this.above = above;
    this.best = best;
    this.reference = reference;
  }

  /**
   * The median of the first losses that are finite; 0 where none is.
   *
   * @param losses of all trials, the oldest first; positive infinity where there is none
   * @param first so many of them
   */
  static double reference(double[] losses, int first) {
    double[] early = Arrays.stream(losses).filter(Double::isFinite).limit(first).sorted().toArray();
    return early.length == 0 ? 0 : early[early.length / 2];
  }

  /**
   * The warp of some losses.
   *
   * @param losses positive infinity where there is none
   * @param reference what is above counts by its rank
   */
  static LossWarp of(double[] losses, double reference) {
    double best = Arrays.stream(losses).filter(Double::isFinite).min().orElse(reference);
    double[] heights = new double[losses.length];
    for (int i = 0; i < losses.length; i++) {
      double height = losses[i] / 2 - best / 2;
      double whole = reference / 2 - best / 2;
      heights[i] = losses[i] > reference ? Double.NaN : whole > 0 ? Math.max(0, height / whole) : 0;
    }
    return new LossWarp(heights, quantiles(losses, heights), best, reference);
  }

  private static double[] quantiles(double[] losses, double[] heights) {
    double[] sorted =
        IntStream.range(0, losses.length)
            .filter(i -> Double.isNaN(heights[i]))
            .mapToDouble(i -> losses[i])
            .sorted()
            .toArray();
    NormalDistribution normal = new NormalDistribution(null, 0, 1);
    double[] above = new double[losses.length];
    for (int i = 0; i < losses.length; i++) {
      if (Double.isNaN(heights[i])) {
        double middle = (below(sorted, losses[i]) + upTo(sorted, losses[i])) / 2.0;
        above[i] = normal.inverseCumulativeProbability(0.5 + middle / sorted.length / 2);
      }
    }
    return above;
  }

  private static int below(double[] sorted, double loss) {
    int at = Arrays.binarySearch(sorted, loss);
    while (at > 0 && sorted[at - 1] == loss) {
      at--;
    }
    return at;
  }

  private static int upTo(double[] sorted, double loss) {
    int at = below(sorted, loss);
    while (at < sorted.length && sorted[at] == loss) {
      at++;
    }
    return at;
  }

  @Override
  public int size() {
    return heights.length;
  }

  @Override
  public double[] targets(double bend) {
    double whole = Math.log1p(1 / bend);
    double[] targets = new double[heights.length];
    for (int i = 0; i < targets.length; i++) {
      targets[i] =
          Double.isNaN(heights[i]) ? above[i] : DEPTH * (Math.log1p(heights[i] / bend) / whole - 1);
    }
    return targets;
  }

  /**
   * The loss for which a target stands. Above the reference, where targets are made from ranks, as
   * if losses went on there as steeply as they come to it.
   */
  double loss(double target, double bend) {
    double whole = Math.log1p(1 / bend);
    double height =
        target > 0
            ? 1 + target / DEPTH * whole * (1 + bend)
            : bend * Math.expm1((target / DEPTH + 1) * whole);
    return best + height * (reference - best);
  }

  @Override
  public double[] slopes(double bend) {
    double whole = Math.log1p(1 / bend);
    double[] slopes = new double[heights.length];
    for (int i = 0; i < slopes.length; i++) {
      double s = heights[i];
      if (!Double.isNaN(s)) {
        double part = Math.log1p(s / bend) / whole;
        slopes[i] = DEPTH / whole * (part / (1 + bend) - s / (bend + s));
      }
    }
    return slopes;
  }

  @Override
  public double logJacobian(double bend) {
    double logWhole = Math.log(Math.log1p(1 / bend));
    double sum = 0;
    for (double s : heights) {
      sum -= Double.isNaN(s) ? 0 : Math.log(bend + s) + logWhole;
    }
    return sum;
  }

  @Override
  public double jacobianSlope(double bend) {
    double whole = Math.log1p(1 / bend);
    double sum = 0;
    for (double s : heights) {
      sum += Double.isNaN(s) ? 0 : 1 / ((1 + bend) * whole) - bend / (bend + s);
    }
    return sum;
  }
}
