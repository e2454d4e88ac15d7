package io.sonde.trial.dl4j.pruning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sonde.trial.data.DataFacts;
import io.sonde.trial.data.Shape;
import io.sonde.trial.data.Task;
import io.sonde.trial.dl4j.NetworkBuilder;
import io.sonde.trial.network.Compression;
import io.sonde.trial.network.NetworkConfiguration;
import io.sonde.trial.network.graph.NetworkGraph;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.prune.KeptChannels;
import io.sonde.trial.network.prune.PruningPlan;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class StructuredPruningTest {
  private static final Shape IMAGE = Shape.image(7, 6, 2);
  private static final Map<String, Object> NORM = Map.of("batch_norm", Map.of());

  private static Map<String, Object> conv(long filters) {
    return Map.of("conv", Map.of("filters", filters));
  }

  private static Map<String, Object> dense(long units) {
    return Map.of("dense", Map.of("units", units, "activation", "tanh"));
  }

  private static Map<String, Object> residual(Object... layers) {
    return Map.of("residual", Map.of("layers", List.of(layers), "activation", "relu"));
  }

  static List<Arguments> networks() {
    Map<String, Object> pool = Map.of("max_pool", Map.of("kernel", 2L, "padding", "same"));
    Map<String, Object> mean = Map.of("avg_pool", Map.of("kernel", 2L));
    return List.of(
        arguments("units", Shape.flat(5), List.of(dense(9), dense(8))),
        arguments("a chain", IMAGE, List.of(conv(6), pool, conv(8), mean, dense(10))),
        arguments(
            "batch normalisation",
            IMAGE,
            List.of(conv(6), NORM, Map.of("activation", Map.of("function", "elu")), conv(5), NORM)),
        arguments(
            "normalised units", Shape.flat(4), List.of(dense(8), NORM, drop(), dense(6), NORM)),
        arguments("a straight residual", IMAGE, List.of(conv(6), residual(conv(4), NORM, conv(6)))),
        arguments(
            "residuals with projections",
            IMAGE,
            List.of(conv(4), residual(conv(8), NORM, conv(8)), residual(conv(6)), dense(5))),
        arguments(
            "joined branches",
            IMAGE,
            List.of(
                conv(6),
                branches("concat", List.of(conv(4)), List.of(), List.of(pool1(), conv(5))),
                NORM,
                conv(6))),
        arguments(
            "added branches",
            IMAGE,
            List.of(conv(6), branches("add", List.of(conv(6)), List.of(), List.of(conv(6))))),
        arguments(
            "a cell",
            IMAGE,
            List.of(
                conv(6),
                Map.of(
                    "cell",
                    Map.of(
                        "edges",
                        List.of(conv(6), "skip", conv(6), pool1(), "none", conv(6)),
                        "output",
                        "concat")))),
        arguments(
            "depthwise convolutions",
            IMAGE,
            List.of(
                conv(6),
                Map.of("depthwise_conv", Map.of("activation", "relu")),
                NORM,
                conv(8),
                Map.of("global_pool", Map.of()))),
        arguments(
            "steps",
            Shape.sequence(4, 3),
            List.of(dense(7), residual(dense(7)), Map.of("last_step", Map.of()), dense(5))));
  }

  private static Map<String, Object> drop() {
    return Map.of("dropout", Map.of("rate", 0.3));
  }

  private static Map<String, Object> pool1() {
    return Map.of("max_pool", Map.of("kernel", 3L, "stride", 1L, "padding", "same"));
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // the paths are only read
  private static Map<String, Object> branches(String merge, List<Object>... paths) {
    return Map.of("branches", Map.of("paths", List.of(paths), "merge", merge));
  }

  /** The definition: what is taken out is what would otherwise be 0. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void aSmallerNetworkTellsWhatTheLargeOneDoesWithItsFiltersAtZero(
      String name, Shape shape, List<Object> layers) {
    for (Compression.Scope scope : Compression.Scope.values()) {
      for (Compression.Criterion criterion : Compression.Criterion.values()) {
        boolean judged =
            criterion != Compression.Criterion.BATCH_NORM_SCALE
                || layers.toString().contains("batch_norm");
        if (judged) {
          compare(shape, layers, new Compression.Structured(0.5, criterion, 1, scope));
        }
      }
    }
  }

  private static void compare(Shape shape, List<Object> layers, Compression.Structured wanted) {
    NetworkConfiguration configuration = configuration(layers, wanted);
    NetworkGraph graph = configuration.graph(data(shape));
    ComputationGraph large = NetworkBuilder.build(configuration, graph, 3);
    large.setParams(Nd4j.rand(new long[] {1, large.numParams()}).subi(0.4));
    INDArray examples = examples(shape);

    PruningPlan plan = new PruningPlan(graph, wanted);
    ChannelScores scores = new ChannelScores(large, graph, plan.groups(), wanted.criterion());
    KeptChannels kept = plan.keep(scores::of);
    NetworkGraph left = kept.graph(graph);
    ComputationGraph small = NetworkBuilder.build(configuration, left, 4);
    new Narrowing(graph, kept).copy(large, small);
    INDArray told = small.outputSingle(examples);

    assertThat(left.parameters()).isEqualTo(small.numParams()).isLessThan(large.numParams());
    assertThat(left.flops()).isLessThan(graph.flops());
    silence(graph, kept, large);
    INDArray silenced = large.outputSingle(examples);
    assertThat(told.dup().data().asFloat())
        .containsExactly(silenced.dup().data().asFloat(), within(2e-5f));
    small.close();
    large.close();
  }

  /** Sets what makes the removed channels, and what normalises them, to 0. */
  private static void silence(NetworkGraph graph, KeptChannels kept, ComputationGraph network) {
    for (Node node : graph.operations()) {
      Set<Integer> stay = IntStream.of(kept.of(node.name())).boxed().collect(Collectors.toSet());
      String word = node.operation().orElseThrow().word();
      for (int i = 0; i < channels(node.shape()); i++) {
        if (!stay.contains(i)) {
          silence(node, word, i, network);
        }
      }
    }
  }

  private static void silence(Node node, String word, int channel, ComputationGraph network) {
    switch (word) {
      case "conv" -> {
        silence(network.getLayer(node.name()).getParam("W"), channel);
        network.getLayer(node.name()).getParam("b").putScalar(channel, 0);
      }
      case "dense" -> {
        INDArray weights = network.getLayer(node.name()).getParam("W");
        if (weights.rank() == 2) {
          weights.getColumn(channel).assign(0);
        } else {
          silence(weights, channel);
        }
        network.getLayer(node.name()).getParam("b").putScalar(channel, 0);
      }
      case "batch_norm" -> {
        network.getLayer(node.name()).getParam("gamma").putScalar(channel, 0);
        network.getLayer(node.name()).getParam("beta").putScalar(channel, 0);
      }
      case "depthwise_conv" -> network.getLayer(node.name()).getParam("b").putScalar(channel, 0);
      default -> assertThat(node.parameters()).as(word).isZero();
    }
  }

  private static void silence(INDArray kernels, int filter) {
    float[] all = kernels.dup('c').data().asFloat();
    int each = all.length / (int) kernels.size(0);
    Arrays.fill(all, filter * each, (filter + 1) * each, 0);
    kernels.assign(Nd4j.create(all, kernels.shape(), 'c'));
  }

  private static int channels(Shape shape) {
    return shape.sizes().get(shape.sizes().size() - 1);
  }

  /** Units that tell nothing and learn nothing go, and the rest trains on as it would have. */
  @Test
  void whatStaysKeepsTheMomentsOfItsOptimizerAndItsSchedule() {
    Map<String, Object> adam =
        Map.of("learning_rate", 0.01, "schedule", Map.of("exponential", Map.of("decay", 0.5)));
    Compression.Structured half =
        new Compression.Structured(0.5, Compression.Criterion.L1, 1, Compression.Scope.LAYER);
    NetworkConfiguration configuration =
        NetworkConfiguration.read(
            Map.of(
                "optimizer", Map.of("adam", adam),
                "network",
                    List.of(
                        Map.of("dense", Map.of("units", 10L)),
                        Map.of("dense", Map.of("units", 8L))),
                "compression", Map.of("structured", Map.of("ratio", 0.5))));
    NetworkGraph graph = configuration.graph(data(Shape.flat(5)));
    ComputationGraph large = NetworkBuilder.build(configuration, graph, 3);
    deaden(large, "0_dense", 5);
    deaden(large, "1_dense", 4);
    INDArray examples = examples(Shape.flat(5));
    INDArray targets = Nd4j.pullRows(Nd4j.eye(3), 1, new int[] {0, 1, 2, 0});
    train(large, examples, targets, 4);
    large.incrementEpochCount();

    PruningPlan plan = new PruningPlan(graph, half);
    KeptChannels kept =
        plan.keep(new ChannelScores(large, graph, plan.groups(), half.criterion())::of);
    assertThat(kept.of("0_dense")).containsExactly(5, 6, 7, 8, 9);
    assertThat(kept.of("1_dense")).containsExactly(4, 5, 6, 7);
    ComputationGraph small = NetworkBuilder.build(configuration, kept.graph(graph), 4);
    new Narrowing(graph, kept).copy(large, small);

    assertThat(small.getLearningRate("1_dense"))
        .isEqualTo(large.getLearningRate("1_dense"))
        .isCloseTo(0.005, within(1e-6));
    train(large, examples, targets, 6);
    train(small, examples, targets, 6);
    assertThat(small.score()).isCloseTo(large.score(), within(1e-6));
    INDArray wanted = large.getLayer("2_output").getParam("W");
    INDArray got = small.getLayer("2_output").getParam("W");
    for (int row = 0; row < 4; row++) {
      assertThat(got.getRow(row).toFloatVector())
          .containsExactly(wanted.getRow(row + 4).toFloatVector(), within(1e-5f));
    }
  }

  /** The first units get tiny weights and never fire. */
  private static void deaden(ComputationGraph network, String layer, int count) {
    INDArray weights = network.getLayer(layer).getParam("W");
    for (int unit = 0; unit < count; unit++) {
      weights.getColumn(unit).muli(1e-3);
      network.getLayer(layer).getParam("b").putScalar(unit, -100);
    }
  }

  private static void train(
      ComputationGraph network, INDArray examples, INDArray targets, int updates) {
    for (int i = 0; i < updates; i++) {
      network.fit(new INDArray[] {examples}, new INDArray[] {targets});
    }
  }

  @Test
  void theLastFilterOfALayerStays() {
    Compression.Structured nearlyAll =
        new Compression.Structured(0.99, Compression.Criterion.L2, 1, Compression.Scope.GLOBAL);
    NetworkConfiguration configuration =
        configuration(List.of(conv(4), conv(6), dense(3)), nearlyAll);
    NetworkGraph graph = configuration.graph(data(IMAGE));
    ComputationGraph large = NetworkBuilder.build(configuration, graph, 3);
    Pruning pruning =
        Pruning.of(nearlyAll, graph, left -> NetworkBuilder.build(configuration, left, 1));
    ComputationGraph small = pruning.prune(large, 1);
    assertThat(Objects.requireNonNull(pruning.sizes().get("parameters")))
        .isEqualTo(small.numParams())
        .isEqualTo(2 * 9 + 1 + 9 + 1 + 42 + 1 + 3 + 3);
  }

  private static NetworkConfiguration configuration(
      List<Object> layers, Compression.Structured compression) {
    NetworkConfiguration read = NetworkConfiguration.read(Map.of("network", layers));
    return new NetworkConfiguration(read.training(), read.optimizer(), read.layers(), compression);
  }

  private static DataFacts data(Shape shape) {
    return DataFacts.of(shape, new Task.Classification(List.of("a", "b", "c")));
  }

  private static INDArray examples(Shape shape) {
    INDArray numbers =
        switch (shape.kind()) {
          case IMAGE -> Nd4j.rand(4, shape.channels(), shape.height(), shape.width());
          case SEQUENCE -> Nd4j.rand(4, shape.features(), shape.steps());
          default -> Nd4j.rand(4, shape.size());
        };
    return numbers.subi(0.5);
  }
}
