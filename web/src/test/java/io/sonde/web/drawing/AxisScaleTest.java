package io.sonde.web.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AxisScaleTest {
  @ParameterizedTest
  @CsvSource({
    "0.18,0.9888,0,1,0.2",
    "105,543,100,600,100",
    "-3,7,-4,8,2",
    "0,1,0,1,0.2",
    "12,12.9,12,13,0.2",
    "5,5,2,8,1",
    "0,0,-0.6,0.6,0.2",
    "-8,-8,-12,-4,2"
  })
  void reachesToRoundSteps(double least, double most, double low, double high, double step) {
    AxisScale scale = AxisScale.around(least, most);
    assertThat(scale.step()).isEqualTo(step);
    assertThat(scale.low()).isCloseTo(low, offset(step / 1e6));
    assertThat(scale.high()).isCloseTo(high, offset(step / 1e6));
  }

  @Test
  void holdsWhateverThereIsInAFewSteps() {
    Random random = new Random(7);
    for (int round = 0; round < 20_000; round++) {
      double size = Math.pow(10, random.nextInt(-300, 300));
      double one = size * random.nextGaussian();
      double other = random.nextBoolean() ? size * random.nextGaussian() : one * (1 + 1e-9);
      AxisScale scale = AxisScale.around(Math.min(one, other), Math.max(one, other));
      double slack = scale.step() / 1e3;
      assertThat(scale.low()).isLessThanOrEqualTo(Math.min(one, other) + slack);
      assertThat(scale.high()).isGreaterThanOrEqualTo(Math.max(one, other) - slack);
      assertThat(scale.ticks()).hasSizeBetween(3, 10);
      String digit = String.format("%.6e", scale.step()).substring(0, 1);
      assertThat(digit).isIn("1", "2", "5");
    }
  }

  @Test
  void largestAndSmallestNumbersHaveAScaleToo() {
    for (double value : new double[] {Double.MAX_VALUE, Double.MIN_VALUE, 1e-310, 1e300}) {
      for (double[] ends : new double[][] {{-value, value}, {0, value}, {value, value}}) {
        AxisScale scale = AxisScale.around(ends[0], ends[1]);
        assertThat(scale.place(ends[0])).isBetween(0.0, 1.0);
        assertThat(scale.ticks()).hasSizeBetween(3, 10);
      }
    }
  }

  @Test
  void placesWithinTheAxis() {
    AxisScale scale = AxisScale.around(0, 1);
    assertThat(List.of(scale.place(0), scale.place(0.25), scale.place(1)))
        .containsExactly(0.0, 0.25, 1.0);
    assertThat(scale.place(7)).isEqualTo(1);
    assertThat(scale.place(-7)).isZero();
  }

  @Test
  void countsInWholeSteps() {
    assertThat(AxisScale.countingStep(4)).isEqualTo(1);
    assertThat(AxisScale.countingStep(30)).isEqualTo(5);
    assertThat(AxisScale.countingStep(1001)).isEqualTo(200);
  }

  @Test
  void saysWhatIsNoScale() {
    assertThatThrownBy(() -> new AxisScale(1, 1, 0.1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no scale: 1.0 to 1.0 by 0.1");
  }
}
