package io.sonde.trial.dl4j;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.Initialization;
import io.sonde.trial.network.NetworkConfiguration;
import io.sonde.trial.network.Precision;
import io.sonde.trial.network.graph.NetworkGraph;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.op.ActivationOp;
import io.sonde.trial.network.graph.op.DropoutOp;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Builds the Deeplearning4j network of a graph. */
public final class NetworkBuilder {
  private NetworkBuilder() {}

  /**
   * Builds a network and draws its weights. The same seed gives the same weights, and the same
   * dropout in the training that follows: that randomness is the whole process's, so a process
   * trains one network at a time.
   */
  public static ComputationGraph build(
      NetworkConfiguration configuration, NetworkGraph graph, long seed) {
    ComputationGraphConfiguration described = describe(configuration, graph, seed);
    DistinctPenalties.apply(described);
    ComputationGraph network = new ComputationGraph(described);
    network.init();
    Nd4j.getRandom().setSeed(seed);
    return network;
  }

  private static ComputationGraphConfiguration describe(
      NetworkConfiguration configuration, NetworkGraph graph, long seed) {
    GraphBuilder builder =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .dataType(type(configuration.training().precision()))
            .weightInit(weights(configuration.training().initialization()))
            .updater(UpdaterBuilder.build(configuration.optimizer(), configuration.epochs()))
            .regularization(Penalties.regularization(configuration.optimizer().penalty()))
            .inferenceWorkspaceMode(workspaces(graph))
            .graphBuilder();
    List<Node> inputs = graph.inputs();
    builder.addInputs(inputs.stream().map(Node::name).toList());
    builder.setInputTypes(
        inputs.stream().map(Node::shape).map(NetworkBuilder::type).toArray(InputType[]::new));
    Map<String, Node> nodes = graph.byName();
    for (Node node : graph.operations()) {
      List<Shape> in =
          node.inputs().stream()
              .map(name -> Objects.requireNonNull(nodes.get(name)).shape())
              .toList();
      OperationBuilder.add(
          builder, node, node.operation().orElseThrow(), in, graph.source(node).name());
    }
    return builder.setOutputs(graph.output().name()).build();
  }

  /**
   * A dropout or activation at the very beginning answers with the memory it was given, which
   * belongs to none of Deeplearning4j's workspaces; its own check refuses that.
   */
  private static WorkspaceMode workspaces(NetworkGraph graph) {
    List<String> inputs = graph.inputs().stream().map(Node::name).toList();
    boolean passes =
        graph.operations().stream()
            .filter(node -> node.inputs().stream().anyMatch(inputs::contains))
            .map(node -> node.operation().orElseThrow())
            .anyMatch(op -> op instanceof DropoutOp || op instanceof ActivationOp);
    return passes ? WorkspaceMode.NONE : WorkspaceMode.ENABLED;
  }

  private static DataType type(Precision precision) {
    return switch (precision) {
      case FLOAT -> DataType.FLOAT;
      case HALF -> DataType.HALF;
      case BFLOAT16 -> DataType.BFLOAT16;
    };
  }

  /** A word or a thing counts as one number for each it could be, as the layer above sees it. */
  private static InputType type(Shape shape) {
    return switch (shape.kind()) {
      case FLAT -> InputType.feedForward(shape.size());
      case IMAGE -> InputType.convolutional(shape.height(), shape.width(), shape.channels());
      case SEQUENCE -> InputType.recurrent(shape.features(), shape.steps());
      case TOKENS -> InputType.recurrent(shape.count(), shape.steps());
      case CATEGORY -> InputType.feedForward(shape.count());
    };
  }

  private static WeightInit weights(Initialization initialization) {
    return switch (initialization) {
      case XAVIER -> WeightInit.XAVIER;
      case XAVIER_UNIFORM -> WeightInit.XAVIER_UNIFORM;
      case RELU -> WeightInit.RELU;
      case RELU_UNIFORM -> WeightInit.RELU_UNIFORM;
      case LECUN_NORMAL -> WeightInit.LECUN_NORMAL;
      case LECUN_UNIFORM -> WeightInit.LECUN_UNIFORM;
    };
  }
}
