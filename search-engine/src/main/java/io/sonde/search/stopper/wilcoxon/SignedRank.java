package io.sonde.search.stopper.wilcoxon;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Wilcoxon's signed-rank test, one-sided: how likely differences as large as these, or larger, are
 * where positive and negative ones are alike. Equal sizes share their mean rank; a zero counts half
 * as positive and half as negative (zsplit).
 *
 * <p>With up to {@value #EXACT} differences the distribution is exact, also under ties: every way
 * of giving signs to the ranks at hand is counted. With more it is normal, its variance corrected
 * for ties.
 *
 * <ul>
 *   <li>F. Wilcoxon: Individual comparisons by ranking methods. Biometrics Bulletin 1(6), 1945.
 *   <li>J. W. Pratt: Remarks on zeros and ties in the Wilcoxon signed rank procedures. JASA 54,
 *       1959 (zeros are ranked along).
 * </ul>
 */
final class SignedRank {
  /** Up to so many differences all signs are counted. */
  static final int EXACT = 50;

  private SignedRank() {}

  /**
   * The probability of a sum of positive ranks of at least that of these differences.
   *
   * @param differences finite, at least one
   */
  static double probabilityOfMore(double[] differences) {
    int n = differences.length;
    int[] doubled = doubledRanks(differences);
    long positive = 0;
    for (int i = 0; i < n; i++) {
      positive += differences[i] > 0 ? 2L * doubled[i] : differences[i] == 0 ? doubled[i] : 0;
    }
    return n <= EXACT ? exact(differences, doubled, positive) : normal(doubled, positive / 4.0);
  }

  /** Twice the rank of each difference by its size, so that shared ranks are whole. */
  private static int[] doubledRanks(double[] differences) {
    int n = differences.length;
    Integer[] order = IntStream.range(0, n).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> Math.abs(differences[i])));
    int[] doubled = new int[n];
    for (int from = 0, to; from < n; from = to) {
      to = from;
      while (to < n && Math.abs(differences[order[to]]) == Math.abs(differences[order[from]])) {
        to++;
      }
      for (int i = from; i < to; i++) {
        doubled[order[i]] = from + to + 1;
      }
    }
    return doubled;
  }

  /** Counts the signs whose sum of positive ranks, four times taken, is at least the given one. */
  private static double exact(double[] differences, int[] doubled, long atLeast) {
    int[] free =
        IntStream.range(0, doubled.length)
            .filter(i -> differences[i] != 0)
            .map(i -> doubled[i])
            .toArray();
    long fixed =
        IntStream.range(0, doubled.length)
            .filter(i -> differences[i] == 0)
            .mapToLong(i -> doubled[i])
            .sum();
    double[] chances = new double[Arrays.stream(free).sum() + 1];
    chances[0] = 1;
    int top = 0;
    for (int rank : free) {
      top += rank;
      for (int sum = top; sum >= 0; sum--) {
        chances[sum] = (chances[sum] + (sum >= rank ? chances[sum - rank] : 0)) / 2;
      }
    }
    double probability = 0;
    for (int sum = top; sum >= 0 && 2L * sum + fixed >= atLeast; sum--) {
      probability += chances[sum];
    }
    return Math.min(1, probability);
  }

  private static double normal(int[] doubled, double positive) {
    double n = doubled.length;
    double mean = n * (n + 1) / 4;
    double variance = n * (n + 1) * (2 * n + 1) / 24;
    int[] sorted = Arrays.stream(doubled).sorted().toArray();
    for (int from = 0, to; from < n; from = to) {
      to = from;
      while (to < n && sorted[to] == sorted[from]) {
        to++;
      }
      double tied = to - from;
      variance -= (tied * tied * tied - tied) / 48;
    }
    double z = (positive - mean) / Math.sqrt(variance);
    return 1 - new NormalDistribution().cumulativeProbability(z);
  }
}
