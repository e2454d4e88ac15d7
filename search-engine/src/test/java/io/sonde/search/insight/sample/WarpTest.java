package io.sonde.search.insight.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WarpTest {
  private static double[] uniform(int n, double from, double to) {
    return new SplittableRandom(4).doubles(n, from, to).toArray();
  }

  private static double[] with(double[] values, double... more) {
    double[] all = Arrays.copyOf(values, values.length + more.length);
    System.arraycopy(more, 0, all, values.length, more.length);
    return all;
  }

  @Test
  void leavesPlainValuesAlone() {
    assertThat(Warp.of(uniform(50, -1, 1))).isEqualTo(new Warp.None());
    assertThat(Warp.of(new double[] {3})).isEqualTo(new Warp.None());
    assertThat(Warp.of(new double[] {3, 3, 3, 3})).isEqualTo(new Warp.None());
  }

  @Test
  void takesTheLogarithmOfPositiveValuesOverManyDecades() {
    assertThat(Warp.of(new double[] {1e-4, 0.2, 1, 1e7})).isEqualTo(new Warp.Logarithm());
  }

  @Test
  void drawsInWhatLiesFarOutOnEitherSide() {
    double[] values = with(uniform(50, -1, 1), 1e9, -1e9);
    Warp warp = Warp.of(values);
    assertThat(warp).isInstanceOf(Warp.Sine.class);
    assertThat(warp.apply(1e9)).isLessThan(30);
    assertThat(warp.apply(-1e9)).isGreaterThan(-30);
  }

  @Test
  void standsWhenHalfTheValuesAreEqual() {
    Warp warp = Warp.of(new double[] {0, 0, 0, 0, 0, 0, 0, 5, -2, 1e6});
    assertThat(warp).isInstanceOf(Warp.Sine.class);
    assertThat(warp.apply(1e6)).isFinite();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e9, -2, 0.01, 0.3, 5, 1e9})
  void comesBack(double value) {
    Warp sine = Warp.of(with(uniform(50, -1, 1), 1e9, -1e9));
    assertThat(sine.invert(sine.apply(value)))
        .isCloseTo(value, within(1e-9 * Math.abs(value) + 1e-12));
    assertThat(sine.apply(value)).isLessThan(sine.apply(value + 1e-3 * Math.abs(value)));
  }
}
