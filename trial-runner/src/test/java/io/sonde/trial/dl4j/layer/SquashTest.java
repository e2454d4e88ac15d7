package io.sonde.trial.dl4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SquashTest {
  @Test
  void isWithinAMillionthOfTheExactFunctions() {
    Random random = new Random(1);
    float[] values = new float[200_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(5) - 3));
    }
    float[] tangents = values.clone();
    float[] logistics = values.clone();

    Squash.tanh(tangents, 0, values.length);
    Squash.logistic(logistics, 0, values.length);

    for (int i = 0; i < values.length; i++) {
      assertThat((double) tangents[i]).isCloseTo(Math.tanh(values[i]), within(1e-6));
      assertThat((double) logistics[i]).isCloseTo(1 / (1 + Math.exp(-values[i])), within(1e-6));
    }
  }

  @Test
  void keepsWhatIsNoNumberAndLeavesOthersAlone() {
    float[] values = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0, 3};

    Squash.tanh(values, 0, 4);

    assertThat(values[0]).isNaN();
    assertThat(values[1]).isCloseTo(1, within(1e-6f));
    assertThat(values[2]).isCloseTo(-1, within(1e-6f));
    assertThat(values[3]).isZero();
    assertThat(values[4]).isEqualTo(3);
  }
}
