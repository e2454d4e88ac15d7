package io.sonde.trial.network.graph.op;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.graph.ActivationFunction;
import io.sonde.trial.network.graph.Operation;
import io.sonde.trial.network.graph.Window;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Multiplications with an addition and parameters, counted by hand. */
class CostsTest {
  private static final Window SIDE_3 = new Window(3, 2, Window.Padding.SAME);
  private static final Shape IMAGE = Shape.image(8, 6, 4);
  private static final Shape STEPS = Shape.sequence(10, 6);

  @Test
  void convolutions() {
    ConvolutionOp conv =
        new ConvolutionOp(5, SIDE_3, ActivationFunction.RELU, true, Optional.empty());
    assertCosts(conv, IMAGE, (3 * 3 * 4 + 1) * 5, (4 * 3) * 5 * (3 * 3 * 4));
    DepthwiseConvolutionOp depthwise =
        new DepthwiseConvolutionOp(2, SIDE_3, ActivationFunction.RELU, true, Optional.empty());
    assertCosts(depthwise, IMAGE, 3 * 3 * 4 * 2 + 8, (4 * 3) * 8 * (3 * 3));
  }

  /** ResNet's first convolution, for which counters for PyTorch tell 118.01 million. */
  @Test
  void theStemOfResNet() {
    ConvolutionOp stem =
        new ConvolutionOp(
            64,
            new Window(7, 2, Window.Padding.SAME),
            ActivationFunction.RELU,
            false,
            Optional.empty());
    assertCosts(stem, Shape.image(224, 224, 3), 9_408, 118_013_952);
  }

  @Test
  void weightedSums() {
    DenseOp dense = new DenseOp(7, ActivationFunction.RELU, Optional.empty());
    assertCosts(dense, IMAGE, (192 + 1) * 7, 192 * 7);
    assertCosts(dense, STEPS, (6 + 1) * 7, 10 * 6 * 7);
  }

  @Test
  void recurrentLayers() {
    RecurrentOp lstm = new RecurrentOp(RecurrentOp.Cell.LSTM, 5, false, Optional.empty());
    assertCosts(lstm, STEPS, 4 * 5 * (6 + 5 + 1), 10 * 4 * 5 * (6 + 5));
    RecurrentOp gru = new RecurrentOp(RecurrentOp.Cell.GRU, 5, true, Optional.empty());
    assertCosts(gru, STEPS, 2 * 3 * 5 * (6 + 5 + 2), 2 * 10 * 3 * 5 * (6 + 5));
  }

  @Test
  void attention() {
    int projections = 3 * 6 * 8 + 8 * 8;
    int scoresAndSums = 10 * 10 * 8 + 10 * 10 * 8;
    assertCosts(new SelfAttentionOp(2, 8), STEPS, projections, 10 * projections + scoresAndSums);
  }

  @Test
  void whatLooksUpOrOnlyPicksCostsNothing() {
    assertCosts(new EmbeddingOp(5, Optional.empty()), Shape.tokens(10, 30), 30 * 5, 0);
    assertCosts(new EmbeddingOp(5, Optional.empty()), Shape.category(30), 30 * 5, 0);
    assertCosts(new PositionsOp(PositionsOp.Kind.LEARNED, 1), STEPS, 10 * 6, 0);
    assertCosts(new PositionsOp(PositionsOp.Kind.SINUSOIDAL, 1), STEPS, 0, 0);
    assertCosts(new GlobalPoolOp(GlobalPoolOp.Kind.AVG), IMAGE, 0, 0);
    assertCosts(new LastStepOp(), STEPS, 0, 0);
    assertCosts(new FlattenOp(), STEPS, 0, 0);
  }

  @Test
  void normalisations() {
    assertCosts(new LayerNormOp(1e-5), STEPS, 2 * 6, 2 * 60);
    assertCosts(new LayerNormOp(1e-5), Shape.flat(9), 2 * 9, 2 * 9);
    assertCosts(new BatchNormOp(0.9, 1e-5), IMAGE, 4 * 4, 192);
    assertCosts(new UnitLengthOp(), Shape.flat(9), 0, 2 * 9);
  }

  private static void assertCosts(
      Operation operation, Shape in, long parameters, long multiplications) {
    assertThat(operation.parameters(List.of(in))).as("parameters").isEqualTo(parameters);
    assertThat(operation.multiplications(List.of(in)))
        .as("multiplications")
        .isEqualTo(multiplications);
  }
}
