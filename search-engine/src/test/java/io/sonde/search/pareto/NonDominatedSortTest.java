package io.sonde.search.pareto;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.port.Play;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonDominatedSortTest {

  /** Few values, so that many rows repeat; some are no number. */
  private static double[][] losses(int rows, int objectives, int seed) {
    RandomGenerator random = Play.generator(seed, objectives);
    double[] values = {-1, -0.0, 0, 1, 2, 3, 4, Double.POSITIVE_INFINITY, Double.NaN};
    double[][] losses = new double[rows][objectives];
    for (double[] row : losses) {
      Arrays.setAll(row, m -> values[random.nextInt(values.length)]);
    }
    return losses;
  }

  /** By the definition: one more than the largest rank among those that dominate it. */
  private static int rank(double[][] losses, int row) {
    return IntStream.range(0, losses.length)
        .filter(other -> Dominance.dominates(losses[other], losses[row]))
        .map(other -> rank(losses, other) + 1)
        .max()
        .orElse(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void everyRankIsOneMoreThanThatOfItsBestDominator(int objectives) {
    for (int seed = 0; seed < 20; seed++) {
      double[][] losses = losses(12, objectives, seed);
      int[] ranks = NonDominatedSort.ranks(losses);
      for (int row = 0; row < losses.length; row++) {
        assertThat(ranks[row]).as("row %d", row).isEqualTo(rank(losses, row));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void whenEnoughIsAskedForTheBestFrontsAreRight(int objectives) {
    for (int seed = 0; seed < 20; seed++) {
      double[][] losses = losses(60, objectives, seed);
      int[] all = NonDominatedSort.ranks(losses);
      for (int enough : new int[] {0, 1, 5, 20, 59, 60}) {
        int[] some = NonDominatedSort.ranks(losses, enough);
        int[] sorted = Arrays.stream(all).sorted().toArray();
        int last = sorted[Math.max(0, enough - 1)];
        for (int row = 0; row < losses.length; row++) {
          if (all[row] <= last) {
            assertThat(some[row]).isEqualTo(all[row]);
          } else {
            assertThat(some[row]).isGreaterThan(last);
          }
        }
      }
    }
  }

  @Test
  void noRowsHaveNoRanks() {
    assertThat(NonDominatedSort.ranks(new double[0][])).isEmpty();
    assertThat(NonDominatedSort.front(new double[0][])).isEmpty();
  }

  @Test
  void aViolationThatIsUnknownIsTheWorst() {
    double[][] losses = {{1, 1}, {0, 0}, {5, 5}, {6, 4}};
    double[] violations = {Double.NaN, 0.5, 0, -1};
    assertThat(NonDominatedSort.ranks(losses, violations)).containsExactly(2, 1, 0, 0);
  }

  @Test
  void anObjectiveThatIsNoNumberCanBeMadeGoodByAnother() {
    double[][] losses = {{Double.NaN, 0}, {1, 1}, {Double.NaN, 2}};
    assertThat(NonDominatedSort.front(losses)).containsExactly(0, 1);
  }
}
