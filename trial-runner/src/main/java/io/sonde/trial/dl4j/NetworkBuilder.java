package io.sonde.trial.dl4j;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.Activate;
import io.sonde.trial.network.Dropout;
import io.sonde.trial.network.Initialization;
import io.sonde.trial.network.Layer;
import io.sonde.trial.network.NetworkConfiguration;
import io.sonde.trial.network.NetworkPlan;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.factory.Nd4j;

/** Builds the Deeplearning4j network of a plan. */
public final class NetworkBuilder {
  private NetworkBuilder() {}

  /**
   * Builds a network and draws its weights. The same seed gives the same weights, and the same
   * dropout in the training that follows: that randomness is the whole process's, so a process
   * trains one network at a time.
   */
  public static MultiLayerNetwork build(
      NetworkConfiguration configuration, NetworkPlan plan, long seed) {
    MultiLayerNetwork network = new MultiLayerNetwork(describe(configuration, plan, seed));
    network.init();
    Nd4j.getRandom().setSeed(seed);
    return network;
  }

  private static MultiLayerConfiguration describe(
      NetworkConfiguration configuration, NetworkPlan plan, long seed) {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .weightInit(weights(configuration.initialization()))
            .updater(UpdaterBuilder.build(configuration.optimizer(), configuration.epochs()))
            .regularization(LayerBuilder.regularization(configuration.optimizer().penalty()))
            .inferenceWorkspaceMode(workspaces(plan))
            .list();
    plan.steps().stream()
        .flatMap(step -> LayerBuilder.build(step.layer()).stream())
        .forEach(list::layer);
    return list.setInputType(input(plan.input())).build();
  }

  /**
   * A dropout or activation at the very beginning answers with the memory it was given, which
   * belongs to none of Deeplearning4j's workspaces; its own check refuses that.
   */
  private static WorkspaceMode workspaces(NetworkPlan plan) {
    Layer first = plan.steps().get(0).layer();
    return first instanceof Dropout || first instanceof Activate
        ? WorkspaceMode.NONE
        : WorkspaceMode.ENABLED;
  }

  private static InputType input(Shape shape) {
    return shape.isImage()
        ? InputType.convolutional(shape.height(), shape.width(), shape.channels())
        : InputType.feedForward(shape.size());
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
