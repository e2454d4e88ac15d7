package io.sonde.trial.dl4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GruTest {
  private static final int BATCH = 3;
  private static final int STEPS = 6;
  private static final int INPUTS = 4;
  private static final int UNITS = 5;

  /** The numbers are PyTorch's, written by gru_oracle.py. */
  @Test
  void givesPyTorchsOutputsAndGradients() throws IOException {
    JsonNode oracle = new ObjectMapper().readTree(GruTest.class.getResourceAsStream("/gru.json"));
    LoneLayer gru = new LoneLayer(gru());
    gru.parameters()
        .assign(flat(oracle, "weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"));

    INDArray outputs = gru.forward(sequences(oracle, "inputs", INPUTS), true);
    INDArray atInput = gru.backward(sequences(oracle, "errors", UNITS));

    assertThat(outputs.equalsWithEps(sequences(oracle, "outputs", UNITS), 1e-5)).isTrue();
    assertThat(atInput.equalsWithEps(sequences(oracle, "input_gradients", INPUTS), 1e-5)).isTrue();
    INDArray gradients =
        flat(
            oracle,
            "weight_ih_l0_gradients",
            "weight_hh_l0_gradients",
            "bias_ih_l0_gradients",
            "bias_hh_l0_gradients");
    assertThat(gru.gradient().equalsWithEps(gradients, 1e-5)).isTrue();
  }

  @Test
  void itsGradientIsTheSlopeEvenWithStepsLeftOut() {
    LoneLayer gru = new LoneLayer(gru());
    Nd4j.getRandom().setSeed(5);
    gru.parameters().assign(Nd4j.randn(DataType.FLOAT, gru.parameters().shape()).muli(0.5));
    INDArray input = Nd4j.randn(DataType.FLOAT, BATCH, INPUTS, STEPS);
    INDArray errors = Nd4j.randn(DataType.FLOAT, BATCH, UNITS, STEPS);
    INDArray mask = Nd4j.ones(DataType.FLOAT, BATCH, STEPS);
    mask.putScalar(0, 0, 0).putScalar(1, 3, 0).putScalar(2, 5, 0);
    gru.layer().setMaskArray(mask);

    INDArray outputs = gru.forward(input, true);
    gru.backward(errors);

    assertThat(outputs.getDouble(1, 2, 3)).isZero();
    float step = 5e-3f;
    for (int i = 0; i < gru.parameters().length(); i++) {
      float value = gru.parameters().getFloat(i);
      gru.parameters().putScalar(i, value + step);
      double above = weighed(gru.forward(input, false), errors);
      gru.parameters().putScalar(i, value - step);
      double below = weighed(gru.forward(input, false), errors);
      gru.parameters().putScalar(i, value);
      double slope = (above - below) / (2 * step);
      assertThat((double) gru.gradient().getFloat(i))
          .as("parameter %d", i)
          .isCloseTo(slope, within(2e-3 * Math.max(1, Math.abs(slope))));
    }
  }

  @Test
  void refusesAnotherActivation() {
    assertThatThrownBy(
            () ->
                new LoneLayer(new Gru.Builder().nIn(2).nOut(3).activation(Activation.RELU).build()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("tanh");
  }

  private static Gru gru() {
    return new Gru.Builder().nIn(INPUTS).nOut(UNITS).build();
  }

  private static double weighed(INDArray outputs, INDArray errors) {
    double sum = 0;
    float[] a = outputs.dup('c').data().asFloat();
    float[] b = errors.dup('c').data().asFloat();
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static float[] numbers(JsonNode oracle, String name) {
    JsonNode list = oracle.get(name);
    float[] numbers = new float[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) list.get(i).asDouble();
    }
    return numbers;
  }

  /** PyTorch's batch × time × features as batch × features × time. */
  private static INDArray sequences(JsonNode oracle, String name, int features) {
    return Nd4j.createFromArray(numbers(oracle, name))
        .reshape(BATCH, STEPS, features)
        .permute(0, 2, 1)
        .dup('c');
  }

  /** PyTorch's weights, row by row, are ours column by column. */
  private static INDArray flat(JsonNode oracle, String... names) {
    INDArray[] parts =
        Stream.of(names)
            .map(name -> Nd4j.createFromArray(numbers(oracle, name)).reshape(1, -1))
            .toArray(INDArray[]::new);
    return Nd4j.concat(1, parts);
  }
}
