package io.sonde.trial.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.trial.data.DataFacts;
import io.sonde.trial.data.Shape;
import io.sonde.trial.data.Task;
import io.sonde.trial.network.graph.ActivationFunction;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.NetworkGraph;
import io.sonde.trial.network.graph.Penalty;
import io.sonde.trial.network.graph.Window;
import io.sonde.trial.network.graph.op.ActivationOp;
import io.sonde.trial.network.graph.op.BatchNormOp;
import io.sonde.trial.network.graph.op.ConvolutionOp;
import io.sonde.trial.network.graph.op.DenseOp;
import io.sonde.trial.network.graph.op.DropoutOp;
import io.sonde.trial.network.graph.op.OutputOp;
import io.sonde.trial.network.graph.op.PoolOp;
import io.sonde.trial.settings.SettingsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetworkConfigurationTest {
  private static final Task TASK = new Task.Classification(List.of("a", "b", "c"));

  @Test
  void fillsInDefaults() {
    NetworkConfiguration read = read(Map.of("network", List.of()));
    assertThat(read.epochs()).isEqualTo(10);
    assertThat(read.batchSize()).isEqualTo(32);
    assertThat(read.training().initialization()).isEqualTo(Initialization.XAVIER);
    assertThat(read.compression()).isEqualTo(Compression.NONE);
    assertThat(read.optimizer().kind()).isEqualTo(OptimizerKind.ADAM);
    assertThat(read.optimizer().value("beta2")).isEqualTo(0.999);
  }

  @Test
  void readsEveryLayer() {
    List<Object> layers =
        List.of(
            Map.of("conv", Map.of("filters", 4L, "padding", "valid", "dropout", 0.1)),
            Map.of("max_pool", Map.of("kernel", 3L)),
            Map.of("avg_pool", Map.of()),
            "batch_norm",
            Map.of("activation", Map.of("function", "leaky_relu")),
            Map.of("dropout", Map.of("rate", 0.5)),
            Map.of("dense", Map.of("units", 7L, "l2", 0.01)),
            Map.of("output", Map.of("l1", 0.02)));
    Window window = new Window(3, 1, Window.Padding.VALID);
    NetworkGraph graph = read(Map.of("network", layers)).graph(data(Shape.image(24, 24, 1)));
    assertThat(graph.operations().stream().map(node -> node.operation().orElseThrow()))
        .containsExactly(
            new ConvolutionOp(4, window, ActivationFunction.RELU, true, Optional.empty()),
            new DropoutOp(DropoutOp.Kind.STANDARD, 0.1),
            new PoolOp(true, new Window(3, 3, Window.Padding.VALID)),
            new PoolOp(false, new Window(2, 2, Window.Padding.VALID)),
            new BatchNormOp(0.9, 1e-5),
            new ActivationOp(ActivationFunction.LEAKY_RELU),
            new DropoutOp(DropoutOp.Kind.STANDARD, 0.5),
            new DenseOp(7, ActivationFunction.RELU, Optional.of(new Penalty(0, 0.01, 0))),
            new OutputOp(TASK, OutputOp.Loss.CROSS_ENTROPY, Optional.of(new Penalty(0.02, 0, 0))));
  }

  @Test
  void namesThePathOfWhatCannotBeUsed() {
    assertRefused(layer("dens", Map.of()), "network[0].dens: there is no layer 'dens'");
    assertRefused(layer("dense", Map.of()), "network[0].dense.units: missing");
    assertRefused(
        layer("dense", Map.of("units", 0L)), "network[0].dense.units: expected at least 1");
    assertRefused(
        layer("dense", Map.of("units", 2L, "activation", "rely")),
        "network[0].dense.activation: expected one of [relu, ");
    assertRefused(
        layer("dropout", Map.of("rate", 1L)), "network[0].dropout.rate: expected a number from");
    assertRefused(
        Map.of("network", List.of(), "optimizer", Map.of("adabelief", Map.of())),
        "there is no optimizer 'adabelief'");
    assertRefused(
        Map.of(
            "network", List.of(),
            "optimizer", Map.of("adadelta", Map.of("schedule", Map.of("step", Map.of())))),
        "optimizer.adadelta.schedule: adadelta has no learning rate");
  }

  @Test
  void anOutputStandsAtTheEnd() {
    NetworkConfiguration early =
        read(Map.of("network", List.of("output", Map.of("dense", Map.of("units", 2L)))));
    assertThatThrownBy(() -> early.graph(data(Shape.flat(4))))
        .isInstanceOf(InfeasibleException.class)
        .hasMessage("network[0].output: an output stands only at the end of a network");
  }

  @Test
  void networksBeyondCountingAreInfeasible() {
    Map<String, Object> wide = Map.of("dense", Map.of("units", 1L << 20));
    NetworkConfiguration huge = read(Map.of("network", List.of(wide, wide)));
    assertThatThrownBy(() -> huge.graph(data(Shape.flat(4))))
        .isInstanceOf(InfeasibleException.class)
        .hasMessageStartingWith("network[1].dense: it is too large");
  }

  private static Map<String, Object> layer(String word, Map<String, Object> settings) {
    return Map.of("network", List.of(Map.of(word, settings)));
  }

  private static void assertRefused(Map<String, Object> tree, String message) {
    assertThatThrownBy(() -> read(tree))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(message);
  }

  private static NetworkConfiguration read(Map<String, Object> tree) {
    return NetworkConfiguration.read(tree);
  }

  private static DataFacts data(Shape shape) {
    return DataFacts.of(shape, TASK);
  }
}
