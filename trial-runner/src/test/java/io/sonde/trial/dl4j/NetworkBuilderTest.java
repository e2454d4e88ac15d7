package io.sonde.trial.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.trial.data.DataFacts;
import io.sonde.trial.data.Shape;
import io.sonde.trial.data.Task;
import io.sonde.trial.network.NetworkConfiguration;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.NetworkGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class NetworkBuilderTest {
  private static final Map<String, Object> TREE =
      Map.of(
          "training", Map.of("initialization", "relu"),
          "optimizer", Map.of("adam", Map.of("learning_rate", 0.01, "beta1", 0.8, "l2", 0.001)),
          "network",
              List.of(
                  Map.of("conv", Map.of("filters", 4L, "kernel", 3L, "padding", "valid")),
                  Map.of("max_pool", Map.of("kernel", 2L)),
                  Map.of("batch_norm", Map.of()),
                  Map.of("dense", Map.of("units", 12L, "activation", "elu", "dropout", 0.25))));

  /** What the tree above says, written by hand. */
  private static MultiLayerNetwork byHand(long seed) {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .weightInit(WeightInit.RELU)
            .updater(new Adam(0.01, 0.8, 0.999, 1e-8))
            .l2(0.001)
            .list()
            .layer(
                new ConvolutionLayer.Builder(3, 3)
                    .nOut(4)
                    .convolutionMode(ConvolutionMode.Truncate)
                    .activation(Activation.RELU)
                    .build())
            .layer(
                new SubsamplingLayer.Builder(
                        SubsamplingLayer.PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2})
                    .build())
            .layer(new BatchNormalization())
            .layer(new DenseLayer.Builder().nOut(12).activation(Activation.ELU).build())
            .layer(new DropoutLayer(0.75))
            .layer(
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(3)
                    .activation(Activation.SOFTMAX)
                    .build())
            .setInputType(InputType.convolutional(8, 8, 1))
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    Nd4j.getRandom().setSeed(seed);
    return network;
  }

  @Test
  void trainsLikeTheSameNetworkWrittenByHand() {
    INDArray features = Nd4j.rand(10, 1, 8, 8);
    INDArray labels = Nd4j.eye(3);
    INDArray targets = Nd4j.pullRows(labels, 1, new int[] {0, 1, 2, 0, 1, 2, 0, 1, 2, 0});
    double[] ours = losses(build(TREE, Shape.image(8, 8, 1), 3, 99), features, targets);
    assertThat(ours).containsExactly(losses(byHand(99), features, targets), within(0.0));
    assertThat(ours[4]).isLessThan(ours[0]);
  }

  private static double[] losses(Model network, INDArray features, INDArray targets) {
    double[] losses = new double[5];
    for (int i = 0; i < losses.length; i++) {
      if (network instanceof ComputationGraph graph) {
        graph.fit(new INDArray[] {features}, new INDArray[] {targets});
      } else {
        ((MultiLayerNetwork) network).fit(features, targets);
      }
      losses[i] = network.score();
    }
    return losses;
  }

  @Test
  void countsAndShapesAreDeeplearning4js() {
    Random random = new Random(3);
    int built = 0;
    for (int i = 0; i < 150; i++) {
      Shape input =
          random.nextInt(4) == 0
              ? Shape.flat(1 + random.nextInt(40))
              : Shape.image(3 + random.nextInt(12), 3 + random.nextInt(12), 1 + random.nextInt(3));
      int classes = 2 + random.nextInt(5);
      built += compare(randomLayers(random), input, classes) ? 1 : 0;
    }
    assertThat(built).as("configurations that could be built").isBetween(50, 149);
  }

  private static boolean compare(List<Object> layers, Shape input, int classes) {
    NetworkConfiguration configuration = NetworkConfiguration.read(Map.of("network", layers));
    NetworkGraph graph;
    try {
      graph = configuration.graph(data(input, classes));
    } catch (InfeasibleException e) {
      assertThat(e).hasMessageStartingWith("network[");
      return false;
    }
    ComputationGraph network = NetworkBuilder.build(configuration, graph, 1);
    assertThat(graph.parameters()).as(layers + " on " + input).isEqualTo(network.numParams());
    INDArray output =
        network.outputSingle(
            input.isImage()
                ? Nd4j.rand(2, input.channels(), input.height(), input.width())
                : Nd4j.rand(2, input.size()));
    assertThat(output.shape()).as(layers + " on " + input).containsExactly(2, classes);
    network.close();
    return true;
  }

  private static List<Object> randomLayers(Random random) {
    List<Object> layers = new ArrayList<>();
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      String padding = random.nextBoolean() ? "same" : "valid";
      long kernel = 1L + random.nextInt(4);
      long stride = 1L + random.nextInt(3);
      layers.add(
          switch (random.nextInt(8)) {
            case 0, 1 ->
                Map.of(
                    "conv",
                    Map.of(
                        "filters", 1L + random.nextInt(5),
                        "kernel", kernel,
                        "stride", stride,
                        "padding", padding));
            case 2 -> Map.of("max_pool", Map.of("kernel", kernel, "padding", padding));
            case 3 -> Map.of("avg_pool", Map.of("kernel", kernel, "stride", stride));
            case 4 -> Map.of("batch_norm", Map.of());
            case 5 -> Map.of("dropout", Map.of("rate", random.nextInt(2) * 0.5));
            case 6 -> Map.of("activation", Map.of("function", "elu"));
            default -> Map.of("dense", Map.of("units", 1L + random.nextInt(9)));
          });
    }
    return layers;
  }

  private static ComputationGraph build(
      Map<String, Object> tree, Shape input, int classes, long seed) {
    NetworkConfiguration configuration = NetworkConfiguration.read(tree);
    return NetworkBuilder.build(configuration, configuration.graph(data(input, classes)), seed);
  }

  private static DataFacts data(Shape input, int classes) {
    List<String> names = IntStream.range(0, classes).mapToObj(String::valueOf).toList();
    return DataFacts.of(input, new Task.Classification(names));
  }

  /** Without them a convolution takes several times as long, and nothing says so. */
  @Test
  void oneDnnIsOn() {
    ComputationGraph network = build(TREE, Shape.image(8, 8, 1), 3, 1);
    INDArray features = Nd4j.rand(4, 1, 8, 8);
    network.output(features);
    assertThat(network.getLayer(0).getHelper()).as("of the convolution").isNotNull();
    assertThat(network.getLayer(2).getHelper()).as("of the normalisation").isNotNull();
  }
}
