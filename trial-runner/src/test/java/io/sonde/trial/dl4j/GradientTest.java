package io.sonde.trial.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.trial.data.Shape;
import io.sonde.trial.dl4j.Networks.Portion;
import io.sonde.trial.network.NetworkConfiguration;
import java.util.Random;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The slope of the loss along each parameter is what a small step along it shows. */
class GradientTest {
  private static final double STEP = 1e-5;
  private static final int EXAMPLES = 6;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "flat   | [dense: {units: 4, activation: tanh}, layer_norm, dense: {units: 3, activation:"
            + " tanh}, normalize]",
        "steps  | [dense: {units: 4, activation: tanh}, layer_norm, flatten]",
        "steps  | [dense: {units: 4, activation: tanh}, positions: {kind: learned}, global_pool]",
        "steps  | [dense: {units: 4, activation: tanh}, positions, last_step]",
        "text   | [embedding: {units: 4}, self_attention: {heads: 2, units: 6}, global_pool]",
        "text   | [embedding: {units: 4, positions: learned}, transformer: {heads: 2, width: 5},"
            + " last_step]",
        "text   | [embedding: {units: 4}, layer_norm, dense: {units: 3, activation: tanh},"
            + " global_pool: {kind: sum}]",
        "image  | [depthwise_conv: {multiplier: 2, activation: tanh}, separable_conv: {filters: 3,"
            + " activation: tanh}, global_pool]",
        "image  | [residual: {layers: [conv: {filters: 3, stride: 2, activation: tanh}]}, flatten]",
      })
  void theSlopeIsWhatASmallStepShows(String input, String layers) {
    Portion portion = portion(input);
    ComputationGraph network = inDoubles(layers, shape(input));
    fill(network, portion);
    network.computeGradientAndScore();
    // Deeplearning4j divides by the number of examples later, in the updater.
    INDArray slopes = network.getFlattenedGradients().div(EXAMPLES);
    INDArray parameters = network.params();
    Random random = new Random(2);
    for (int i = 0; i < 60; i++) {
      long at = random.nextInt((int) parameters.length());
      double value = parameters.getDouble(at);
      double above = lossAt(network, portion, at, value + STEP);
      double below = lossAt(network, portion, at, value - STEP);
      parameters.putScalar(at, value);
      double shown = (above - below) / (2 * STEP);
      assertThat(slopes.getDouble(at))
          .as("parameter %d of %d", at, parameters.length())
          .isCloseTo(shown, within(1e-6 + 1e-4 * Math.abs(shown)));
    }
  }

  private static double lossAt(ComputationGraph network, Portion portion, long at, double value) {
    network.params().putScalar(at, value);
    fill(network, portion);
    network.computeGradientAndScore();
    return network.score();
  }

  private static void fill(ComputationGraph network, Portion portion) {
    network.setInputs(portion.input().castTo(DataType.DOUBLE));
    network.setLabels(portion.targets().castTo(DataType.DOUBLE));
    if (portion.masked()) {
      network.setLayerMaskArrays(new INDArray[] {portion.mask().castTo(DataType.DOUBLE)}, null);
    }
  }

  private static ComputationGraph inDoubles(String layers, Shape shape) {
    NetworkConfiguration configuration = Networks.configuration(layers);
    ComputationGraph floats =
        NetworkBuilder.build(configuration, configuration.graph(Networks.data(shape)), 3);
    ComputationGraphConfiguration described = floats.getConfiguration().clone();
    described.setDataType(DataType.DOUBLE);
    ComputationGraph network = new ComputationGraph(described);
    network.init(floats.params().castTo(DataType.DOUBLE), true);
    return network;
  }

  private static Shape shape(String input) {
    return switch (input) {
      case "flat" -> Shape.flat(5);
      case "steps" -> Shape.sequence(4, 3);
      case "text" -> Shape.tokens(5, 7);
      default -> Shape.image(5, 4, 2);
    };
  }

  private static Portion portion(String input) {
    return Networks.portion(shape(input), EXAMPLES, 8);
  }
}
