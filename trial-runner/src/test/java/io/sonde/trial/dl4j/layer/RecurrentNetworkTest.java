package io.sonde.trial.dl4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.AllocationsTracker;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Our recurrent layers inside Deeplearning4j's networks and wrappers. */
class RecurrentNetworkTest {
  private static final int BATCH = 8;
  private static final int STEPS = 12;
  private static final int FEATURES = 5;

  private static final Map<String, Supplier<BaseRecurrentLayer>> LAYERS =
      Map.of(
          "lstm", () -> new FusedLstm.Builder().nOut(7).activation(Activation.TANH).build(),
          "gru", () -> new Gru.Builder().nOut(7).build(),
          "plain", () -> new LSTM.Builder().nOut(7).activation(Activation.TANH).build());

  @TempDir Path folder;

  private final MultiDataSet data = data();
  private final List<ComputationGraph> networks = new ArrayList<>();

  @AfterEach
  void free() {
    networks.forEach(ComputationGraph::close);
  }

  @Test
  void learnsAsDeeplearning4jsOwnDoes() {
    ComputationGraph ours = network("lstm");
    ComputationGraph theirs = network("plain");
    assertThat(ours.params()).isEqualTo(theirs.params());

    for (int i = 0; i < 20; i++) {
      ours.fit(data);
      theirs.fit(data);
      assertThat(ours.score()).isCloseTo(theirs.score(), within(1e-4));
    }

    assertThat(ours.params().equalsWithEps(theirs.params(), 1e-3)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "gru"})
  void learnsAndRepeatsItselfExactly(String kind) {
    ComputationGraph one = network(kind);
    ComputationGraph other = network(kind);
    one.fit(data);
    other.fit(data);
    double first = one.score();

    fit(one, 40);
    fit(other, 40);

    assertThat(one.score()).isLessThan(first / 2);
    assertThat(one.params()).isEqualTo(other.params());
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "gru"})
  void goesOnAfterBeingSavedAsIfItHadNotBeen(String kind) throws IOException {
    ComputationGraph network = network(kind);
    network.fit(data);

    ComputationGraph read = written(network);

    network.fit(data);
    read.fit(data);
    assertThat(read.params()).isEqualTo(network.params());
  }

  @Test
  void becomesAPlainModel() throws IOException {
    ComputationGraph network = network("lstm");
    network.fit(data);

    ComputationGraph read = written(kept(PlainModel.of(network)));

    assertThat(read.getConfiguration().toJson()).doesNotContain("sonde");
    assertThat(output(read).equalsWithEps(output(network), 1e-5)).isTrue();
    network.fit(data);
    read.fit(data);
    assertThat(read.params().equalsWithEps(network.params(), 1e-4)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lstm", "gru"})
  void holdsNoMoreMemoryAfterManySteps(String kind) {
    ComputationGraph network = network(kind);
    fit(network, 20);
    long before = bytes();

    fit(network, 200);

    assertThat(bytes()).isLessThanOrEqualTo(before + before / 20);
  }

  private ComputationGraph written(ComputationGraph network) throws IOException {
    Path file = folder.resolve("network.zip");
    ModelSerializer.writeModel(network, file.toFile(), true);
    return kept(ModelSerializer.restoreComputationGraph(file.toFile(), true));
  }

  private ComputationGraph kept(ComputationGraph network) {
    networks.add(network);
    return network;
  }

  private void fit(ComputationGraph network, int times) {
    for (int i = 0; i < times; i++) {
      network.fit(data);
    }
    // What Deeplearning4j leaves to the collector is gone after it.
    System.gc();
  }

  private static long bytes() {
    return AllocationsTracker.getInstance().bytesOnDevice(0);
  }

  private INDArray output(ComputationGraph network) {
    return network.output(false, data.getFeatures(), data.getFeaturesMaskArrays(), null)[0];
  }

  /** A bidirectional layer over all steps, then a second of which the last step counts. */
  private ComputationGraph network(String kind) {
    var builder =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .updater(new Adam(0.02))
            .l2(1e-4)
            .graphBuilder()
            .addInputs("in")
            .addLayer("both", new Bidirectional(LAYERS.get(kind).get()), "in")
            .addLayer("last", new LastTimeStep(LAYERS.get(kind).get()), "both")
            .addLayer(
                "out",
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(2)
                    .activation(Activation.SOFTMAX)
                    .build(),
                "last")
            .setOutputs("out")
            .setInputTypes(InputType.recurrent(FEATURES, STEPS));
    ComputationGraph network = kept(new ComputationGraph(builder.build()));
    network.init();
    return network;
  }

  /** Sequences of two lengths whose class is the sign of the first feature at the first step. */
  private static MultiDataSet data() {
    Nd4j.getRandom().setSeed(11);
    INDArray input = Nd4j.randn(DataType.FLOAT, BATCH, FEATURES, STEPS);
    INDArray targets = Nd4j.zeros(DataType.FLOAT, BATCH, 2);
    INDArray mask = Nd4j.ones(DataType.FLOAT, BATCH, STEPS);
    for (int i = 0; i < BATCH; i++) {
      targets.putScalar(i, input.getFloat(i, 0, 0) > 0 ? 1 : 0, 1);
    }
    return new MultiDataSet(
        new INDArray[] {input}, new INDArray[] {targets}, new INDArray[] {mask}, null);
  }
}
