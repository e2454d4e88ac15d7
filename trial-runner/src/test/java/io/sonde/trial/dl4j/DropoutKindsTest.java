package io.sonde.trial.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.trial.data.DataFacts;
import io.sonde.trial.data.Shape;
import io.sonde.trial.data.Task;
import io.sonde.trial.network.NetworkConfiguration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What each kind of dropout does to numbers, against what its paper says. */
class DropoutKindsTest {
  private static final double RATE = 0.3;

  private static float[] dropped(String kind, Shape shape, INDArray input, boolean training) {
    NetworkConfiguration configuration =
        NetworkConfiguration.read(Map.of("network", layers(kind, shape)));
    DataFacts facts = DataFacts.of(shape, new Task.Classification(List.of("a", "b")));
    ComputationGraph network = NetworkBuilder.build(configuration, configuration.graph(facts), 3);
    INDArray output =
        Objects.requireNonNull(network.feedForward(input.dup(), training).get("0_dropout"));
    return output.dup('c').data().asFloat();
  }

  private static List<Object> layers(String kind, Shape shape) {
    Object dropout = Map.of("dropout", Map.of("rate", RATE, "kind", kind));
    return shape.isSequence() ? List.of(dropout, "last_step") : List.of(dropout);
  }

  @Test
  void standardDropsNumbersAndScalesTheRest() {
    float[] seen = dropped("standard", Shape.flat(100), Nd4j.ones(300, 100), true);
    int zeros = 0;
    for (float value : seen) {
      zeros += value == 0 ? 1 : 0;
      assertThat(value == 0 || Math.abs(value - 1 / (1 - RATE)) < 1e-5).isTrue();
    }
    assertThat((double) zeros / seen.length).isCloseTo(RATE, within(0.01));
  }

  @Test
  void spatialDropsWholeChannels() {
    int channels = 2000 * 8;
    float[] seen = dropped("spatial", Shape.image(2, 2, 8), Nd4j.ones(2000, 8, 2, 2), true);
    int zeros = 0;
    for (int channel = 0; channel < channels; channel++) {
      float first = seen[channel * 4];
      zeros += first == 0 ? 1 : 0;
      assertThat(first == 0 || Math.abs(first - 1 / (1 - RATE)) < 1e-5).isTrue();
      for (int pixel = 1; pixel < 4; pixel++) {
        assertThat(seen[channel * 4 + pixel]).isEqualTo(first);
      }
    }
    assertThat((double) zeros / channels).isCloseTo(RATE, within(0.015));
  }

  @Test
  void alphaKeepsMeanAndVariance() {
    Nd4j.getRandom().setSeed(5);
    INDArray input = Nd4j.randn(400, 100);
    float[] before = input.dup('c').data().asFloat();
    float[] seen = dropped("alpha", Shape.flat(100), input, true);
    double lowest = -1.7580993408473766;
    double kept = 1 - RATE;
    double a = 1 / Math.sqrt(kept + lowest * lowest * kept * RATE);
    double b = -a * RATE * lowest;
    int drops = 0;
    double[] moments = new double[2];
    for (int i = 0; i < seen.length; i++) {
      boolean drop = Math.abs(seen[i] - (a * lowest + b)) < 1e-5;
      drops += drop ? 1 : 0;
      assertThat(drop || Math.abs(seen[i] - (a * before[i] + b)) < 1e-5).isTrue();
      moments[0] += seen[i] / seen.length;
      moments[1] += seen[i] * seen[i] / seen.length;
    }
    assertThat((double) drops / seen.length).isCloseTo(RATE, within(0.01));
    assertThat(moments[0]).isCloseTo(0, within(0.02));
    assertThat(moments[1]).isCloseTo(1, within(0.03));
  }

  @Test
  void gaussianMultipliesWithNoiseAroundOne() {
    float[] seen = dropped("gaussian", Shape.flat(100), Nd4j.ones(300, 100), true);
    double mean = 0;
    double squares = 0;
    for (float value : seen) {
      mean += value / seen.length;
      squares += (value - 1) * (value - 1) / seen.length;
    }
    assertThat(mean).isCloseTo(1, within(0.02));
    assertThat(squares).isCloseTo(RATE / (1 - RATE), within(0.02));
  }

  @Test
  void sequencesAreDroppedToo() {
    for (String kind : List.of("standard", "spatial", "gaussian")) {
      float[] seen = dropped(kind, Shape.sequence(5, 4), Nd4j.ones(500, 4, 5), true);
      double mean = 0;
      int changed = 0;
      for (float value : seen) {
        mean += value / seen.length;
        changed += value == 1 ? 0 : 1;
      }
      assertThat(changed).as(kind).isEqualTo(seen.length);
      assertThat(mean).as(kind).isCloseTo(1, within(0.05));
    }
  }

  @Test
  void nothingIsDroppedInPredictions() {
    for (String kind : List.of("standard", "alpha", "gaussian")) {
      assertThat(dropped(kind, Shape.flat(10), Nd4j.ones(2, 10), false)).containsOnly(1);
    }
    assertThat(dropped("spatial", Shape.image(2, 2, 3), Nd4j.ones(1, 3, 2, 2), false))
        .containsOnly(1);
    assertThat(dropped("standard", Shape.sequence(5, 4), Nd4j.ones(2, 4, 5), false))
        .containsOnly(1);
  }
}
