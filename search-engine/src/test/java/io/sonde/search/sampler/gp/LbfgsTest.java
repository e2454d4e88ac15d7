package io.sonde.search.sampler.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LbfgsTest {
  /** Rosenbrock's valley, with its only minimum of 0 where all coordinates are 1. */
  private static double valley(double[] x, double[] gradient) {
    Arrays.fill(gradient, 0);
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double across = x[i + 1] - x[i] * x[i];
      double along = 1 - x[i];
      sum += 100 * across * across + along * along;
      gradient[i] += -400 * across * x[i] - 2 * along;
      gradient[i + 1] += 200 * across;
    }
    return sum;
  }

  private static double[] filled(int dimensions, double value) {
    double[] filled = new double[dimensions];
    Arrays.fill(filled, value);
    return filled;
  }

  @Test
  void findsTheEndOfTheValley() {
    for (int dimensions : new int[] {2, 5, 20}) {
      Lbfgs search = new Lbfgs(filled(dimensions, -5), filled(dimensions, 5), 500, 1e-14);
      Lbfgs.Minimum minimum = search.minimize(LbfgsTest::valley, filled(dimensions, -1.2));
      assertThat(minimum.value()).isCloseTo(0, within(1e-10));
      assertThat(minimum.point()).containsExactly(filled(dimensions, 1), within(1e-4));
    }
  }

  /** With x at most 0.5 the minimum is at its square. */
  @Test
  void endsAtABoundThatIsInTheWay() {
    Lbfgs search = new Lbfgs(filled(2, -5), filled(2, 0.5), 500, 1e-14);
    Lbfgs.Minimum minimum = search.minimize(LbfgsTest::valley, filled(2, -1.2));
    assertThat(minimum.point()).containsExactly(new double[] {0.5, 0.25}, within(1e-5));
  }

  @Test
  void staysWhereNothingIsBetter() {
    Lbfgs search = new Lbfgs(filled(3, -5), filled(3, 5), 10, 1e-9);
    assertThat(search.minimize((x, gradient) -> 7, filled(3, 2)).point()).containsExactly(2, 2, 2);
  }
}
