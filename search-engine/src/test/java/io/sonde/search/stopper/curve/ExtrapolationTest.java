package io.sonde.search.stopper.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class ExtrapolationTest {
  private static final int LAST = 50;

  private static Extrapolation of(double[] losses) {
    double[] times = IntStream.rangeClosed(1, losses.length).mapToDouble(t -> t).toArray();
    return new Extrapolation(times, losses, Shape.all(1, LAST), 1);
  }

  @Test
  void shapesFallFromOneToNothing() {
    assertThat(Shape.all(1, LAST).stream().mapToDouble(Shape::weight).sum())
        .isCloseTo(1, within(1e-12));
    for (Shape shape : Shape.all(1, LAST)) {
      assertThat(shape.at().applyAsDouble(1)).isCloseTo(1, within(1e-12));
      assertThat(shape.at().applyAsDouble(LAST)).isCloseTo(0, within(1e-12));
      assertThat(shape.at().applyAsDouble(7)).isBetween(0.0, 1.0);
    }
  }

  /**
   * One point and one shape: the level has the prior N(0, 1), the point is level + height, the
   * height's prior is N(1, 4). So the level's posterior is that of a sum, in closed form.
   */
  @Test
  void onePointIsTheClosedForm() {
    Extrapolation one =
        new Extrapolation(new double[] {1}, new double[] {3}, List.of(new Shape(1, t -> 1)), 1);
    double[] noises = {0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1};
    double sum = 0;
    double mean = 0;
    for (double noise : noises) {
      double variance = 1 + 4 + noise * noise;
      double weight = new NormalDistribution(1, Math.sqrt(variance)).density(0);
      sum += weight;
      mean += weight * (3 + (0 - 1) * 1 / variance);
    }
    assertThat(one.mean()).isCloseTo(mean / sum, within(1e-6));
  }

  @Test
  void aCleanPowerLawIsContinued() {
    double[] losses =
        IntStream.rangeClosed(1, 15).mapToDouble(t -> 0.3 + Math.pow(t, -0.75)).toArray();
    Extrapolation extrapolation = of(losses);
    assertThat(extrapolation.mean()).isCloseTo(0.3 + Math.pow(LAST, -0.75), within(0.01));
    assertThat(extrapolation.deviation()).isLessThan(0.03);
  }

  @Test
  void moreStepsMakeItSurer() {
    Random random = new Random(4);
    double[] losses =
        IntStream.rangeClosed(1, 40)
            .mapToDouble(t -> 0.3 + Math.exp(-t / 8.0) + 0.02 * random.nextGaussian())
            .toArray();
    double few = of(Arrays.copyOf(losses, 8)).deviation();
    assertThat(of(losses).deviation()).isLessThan(few / 2);
  }

  /** Of curves with known noise, the end lies below a quantile as often as it says. */
  @Test
  void itsProbabilitiesAreCalibrated() {
    Random random = new Random(11);
    int below = 0;
    int above = 0;
    int n = 400;
    for (int i = 0; i < n; i++) {
      double level = random.nextDouble();
      double height = 0.5 + random.nextDouble();
      double noise = 0.01 + 0.04 * random.nextDouble();
      double rate = 0.3 + 1.2 * random.nextDouble();
      boolean power = random.nextBoolean();
      double[] losses = new double[12];
      for (int t = 1; t <= losses.length; t++) {
        double fall = power ? Math.pow(t, -rate) : Math.exp(-rate * t / 4);
        losses[t - 1] = level + height * fall + noise * random.nextGaussian();
      }
      double end =
          level
              + height * (power ? Math.pow(LAST, -rate) : Math.exp(-rate * LAST / 4))
              + noise * random.nextGaussian();
      double probability = of(losses).probabilityBelow(end, 1);
      below += probability < 0.05 ? 1 : 0;
      above += probability > 0.95 ? 1 : 0;
    }
    assertThat(below).as("ends better than foreseen in nineteen of twenty").isLessThan(n / 12);
    assertThat(above).as("ends worse than foreseen in nineteen of twenty").isLessThan(n / 5);
  }
}
