package io.sonde.search.sampler.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LossWarpTest {
  private static final double[] LOSSES = {3, 0.1, 4e7, 2e-4, 2, Double.POSITIVE_INFINITY, 0.2, 3};

  @Test
  void keepsTheOrderAndIsStandardised() {
    double[] targets = LossWarp.of(LOSSES, LossWarp.reference(LOSSES, 5)).targets(0.1);
    for (int i = 0; i < LOSSES.length; i++) {
      for (int j = 0; j < LOSSES.length; j++) {
        assertThat(Double.compare(targets[i], targets[j]))
            .isEqualTo(Double.compare(LOSSES[i], LOSSES[j]));
      }
    }
    assertThat(targets[3]).isEqualTo(-2);
    assertThat(targets[4]).as("the median of the first five").isZero();
    assertThat(Arrays.stream(targets).max().orElseThrow()).isBetween(1.0, 3.0);
  }

  @Test
  void unitAndOriginDoNotMatter() {
    double[] scaled =
        DoubleStream.of(LOSSES).map(loss -> Double.isInfinite(loss) ? loss : 1e4 * loss).toArray();
    assertThat(LossWarp.of(scaled, LossWarp.reference(scaled, 5)).targets(0.1))
        .containsExactly(
            LossWarp.of(LOSSES, LossWarp.reference(LOSSES, 5)).targets(0.1), within(1e-9));
  }

  @Test
  void laterTrialsDoNotStretchWhatLittleTellsThemApart() {
    double[] few = {5, 1, 9, 3, 7, 0};
    double[] many =
        DoubleStream.concat(
                Arrays.stream(few), new Random(1).doubles(200).map(u -> 1e-3 + 1e-3 * u))
            .toArray();
    double[] targets = LossWarp.of(many, LossWarp.reference(many, 5)).targets(0.1);
    for (int i = few.length; i < many.length; i++) {
      assertThat(targets[i]).isCloseTo(-2, within(0.02));
    }
    assertThat(targets[1]).isEqualTo(LossWarp.of(few, LossWarp.reference(few, 5)).targets(0.1)[1]);
  }

  @Test
  void whateverHappensTargetsAreNumbers() {
    double inf = Double.POSITIVE_INFINITY;
    double[][] all = {
      {1}, {inf, inf}, {2, 2, 2}, {-inf, 1, 2}, {1e308, -1e308, 0}, {inf, 1, inf}, {-inf, -inf}
    };
    for (double[] losses : all) {
      for (double bend : new double[] {1e-4, 1, 100}) {
        for (double target : LossWarp.of(losses, LossWarp.reference(losses, 3)).targets(bend)) {
          assertThat(target).isBetween(-3.0, 3.0);
        }
      }
    }
  }

  @Test
  void slopesAreThoseOfTheDifferences() {
    LossWarp warp = LossWarp.of(LOSSES, LossWarp.reference(LOSSES, 5));
    for (double bend : new double[] {0.01, 0.3, 4}) {
      double step = 1e-5;
      double[] high = warp.targets(bend * Math.exp(step));
      double[] low = warp.targets(bend * Math.exp(-step));
      double[] slopes = warp.slopes(bend);
      IntStream.range(0, slopes.length)
          .forEach(
              i -> assertThat(slopes[i]).isCloseTo((high[i] - low[i]) / (2 * step), within(1e-6)));
      double slope =
          (warp.logJacobian(bend * Math.exp(step)) - warp.logJacobian(bend * Math.exp(-step)))
              / (2 * step);
      assertThat(warp.jacobianSlope(bend)).isCloseTo(slope, within(1e-5));
    }
  }
}
