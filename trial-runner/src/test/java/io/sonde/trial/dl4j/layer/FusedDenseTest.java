package io.sonde.trial.dl4j.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class FusedDenseTest {
  @ParameterizedTest
  @CsvSource({"RELU, 0, false", "TANH, 0, false", "GELU, 0.8, false", "SIGMOID, 0.5, true"})
  void learnsExactlyAsDeeplearning4jsOwnDoes(Activation activation, double keep, boolean normed) {
    ComputationGraph ours = network(new FusedDense.Builder(), activation, keep, normed);
    ComputationGraph theirs = network(new DenseLayer.Builder(), activation, keep, normed);
    assertThat(ours.getLayer("dense")).isInstanceOf(FusedDenseLayer.class);
    assertThat(ours.params()).isEqualTo(theirs.params());

    InputGradients.spare(ours);
    train(ours);
    train(theirs);

    assertThat(ours.params()).isEqualTo(theirs.params());
    assertThat(PlainModel.of(ours.getConfiguration())).isEqualTo(theirs.getConfiguration());
    ours.close();
    theirs.close();
  }

  private static void train(ComputationGraph network) {
    Nd4j.getRandom().setSeed(4);
    INDArray input = Nd4j.randn(DataType.FLOAT, 16, 6);
    INDArray targets = Nd4j.zeros(DataType.FLOAT, 16, 3);
    for (int i = 0; i < 16; i++) {
      targets.putScalar(i, i % 3, 1);
    }
    MultiDataSet data = new MultiDataSet(input, targets);
    for (int i = 0; i < 10; i++) {
      network.fit(data);
    }
  }

  private static ComputationGraph network(
      DenseLayer.Builder dense, Activation activation, double keep, boolean normed) {
    dense.nOut(8).activation(activation).hasLayerNorm(normed);
    if (keep > 0) {
      dense.dropOut(keep);
    }
    var builder =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .l2(1e-3)
            .updater(new Adam(0.01))
            .graphBuilder()
            .addInputs("in")
            .addLayer("dense", dense.build(), "in")
            .addLayer(
                "out",
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(3)
                    .activation(Activation.SOFTMAX)
                    .build(),
                "dense")
            .setOutputs("out")
            .setInputTypes(InputType.feedForward(6));
    ComputationGraph network = new ComputationGraph(builder.build());
    network.init();
    return network;
  }
}
