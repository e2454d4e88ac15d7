package io.sonde.benchmarks.early;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PoolTest {
  private static final double[] ADAM = {1e-3, 0.9, 0.999, 1e-8, 1e-6, 1e-6, 1e-5, 1e-4};

  @Test
  void expectedBestIsTheMeanOverAllDraws() {
    Pool pool = pool(3, 1, Double.NaN, 2);
    // of three of four: {3,1,-} 1, {3,1,2} 1, {3,-,2} 2, {1,-,2} 1
    assertThat(pool.expectedBest(3)).isCloseTo(5 / 4.0, within(1e-12));
    assertThat(pool.expectedBest(4)).isEqualTo(1);
    assertThatThrownBy(() -> pool.expectedBest(1)).hasMessageContaining("may all diverge");
  }

  @Test
  void theNearestIsNearOnTheScaleOfEachParameter() {
    double[][] codes = {ADAM.clone(), ADAM.clone(), ADAM.clone()};
    codes[0][0] = 1e-4;
    codes[1][0] = 9e-3;
    codes[2][0] = 1;
    Pool pool = new Pool("three", codes, new double[][] {{1}, {1}, {1}});
    // nearer to 1e-4 by difference, nearer to 9e-3 by ratio
    double[] wanted = ADAM.clone();
    wanted[0] = 2e-3;
    assertThat(pool.nearest(wanted, new boolean[3])).isEqualTo(1);
    assertThat(pool.nearest(wanted, new boolean[] {false, true, false})).isEqualTo(0);
    assertThat(pool.nearest(wanted, new boolean[] {true, true, true})).isEqualTo(-1);
  }

  static Pool pool(double... finals) {
    double[][] codes = new double[finals.length][];
    double[][] curves = new double[finals.length][];
    for (int i = 0; i < finals.length; i++) {
      codes[i] = ADAM.clone();
      codes[i][0] = Math.pow(10, -i);
      curves[i] = new double[] {10, finals[i] + 1, finals[i]};
    }
    return new Pool("small", codes, curves);
  }
}
