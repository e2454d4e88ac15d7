package io.sonde.search.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/**
 * Against R's {@code t.test} on its data set {@code sleep}, which is that of Student's paper of
 * 1908: {@code t.test(Pair(extra.1, extra.2) ~ 1)} and {@code t.test(extra ~ group)}.
 */
class IntervalTest {
  private static final double[] FIRST = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
  private static final double[] SECOND = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

  @Test
  void isStudentsForPairs() {
    double[] differences = new double[FIRST.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = FIRST[i] - SECOND[i];
    }
    assertNear(Interval.ofPairs(differences, 0.95), -1.58, -2.4598858, -0.7001142);
  }

  @Test
  void isWelchsForMeans() {
    assertNear(Interval.ofMeans(FIRST, SECOND, 0.95), -1.58, -3.3654832, 0.2054832);
  }

  @Test
  void isAPointWhereNothingScatters() {
    assertNear(Interval.ofPairs(new double[] {0.5, 0.5, 0.5}, 0.99), 0.5, 0.5, 0.5);
    assertNear(Interval.ofMeans(new double[] {1, 1}, new double[] {3, 3}, 0.9), -2, -2, -2);
  }

  @Test
  void needsTwoValues() {
    assertThatThrownBy(() -> Interval.ofPairs(new double[] {1}, 0.95))
        .hasMessageContaining("at least 2 values, got 1");
  }

  private static void assertNear(Interval found, double estimate, double low, double high) {
    assertThat(found.estimate()).isCloseTo(estimate, within(1e-12));
    assertThat(found.low()).isCloseTo(low, within(1e-7));
    assertThat(found.high()).isCloseTo(high, within(1e-7));
  }
}
