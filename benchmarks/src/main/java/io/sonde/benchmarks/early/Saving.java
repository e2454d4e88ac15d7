package io.sonde.benchmarks.early;

import io.sonde.benchmarks.Estimate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * How many times less of a budget a method needs than a reference does that spends all of it: the
 * budget over what is spent when the mean of the method's runs first is as good as the reference. 0
 * when it never is.
 *
 * @param ratio with its standard error, by drawing the runs anew with replacement
 * @param last the mean of the runs when all is spent
 */
record Saving(Estimate ratio, double last) {
  private static final int RESAMPLES = 100;

  /**
   * Reckons.
   *
   * @param runs of each, the best loss after each point spent
   * @param target what the reference reaches
   * @param budget what the reference spends for it, in points
   */
  static Saving of(List<double[]> runs, double target, int budget) {
    Random random = new Random(1);
    double[] ratios = new double[RESAMPLES];
    for (int r = 0; r < RESAMPLES; r++) {
      List<double[]> drawn =
          runs.stream().map(run -> runs.get(random.nextInt(runs.size()))).toList();
      ratios[r] = ratio(mean(drawn), target, budget);
    }
    double centre = Arrays.stream(ratios).average().orElseThrow();
    double variance =
        Arrays.stream(ratios).map(r -> (r - centre) * (r - centre)).average().orElseThrow();
    double[] mean = mean(runs);
    return new Saving(
        new Estimate(ratio(mean, target, budget), Math.sqrt(variance)), mean[mean.length - 1]);
  }

  private static double[] mean(List<double[]> runs) {
    double[] mean = new double[runs.get(0).length];
    for (double[] run : runs) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += run[i] / runs.size();
      }
    }
    return mean;
  }

  private static double ratio(double[] mean, double target, int budget) {
    for (int i = 0; i < mean.length; i++) {
      if (mean[i] <= target) {
        return budget / (i + 1.0);
      }
    }
    return 0;
  }
}
