package io.sonde.trial.dl4j;

import io.sonde.trial.data.Targets;
import io.sonde.trial.network.ClassWeights;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Weighs the loss of a network by class. The weights are saved with it. */
final class ClassWeighting {
  private ClassWeighting() {}

  /** Weighs by what a training part says, where weights are wanted. */
  static void apply(ComputationGraph network, ClassWeights wanted, Targets training) {
    if (wanted.equals(ClassWeights.NONE) || !(training instanceof Targets.Classes classes)) {
      return;
    }
    float[] weights = wanted.of(classes);
    LossMCXENT loss = new LossMCXENT(Nd4j.create(weights, new long[] {1, weights.length}, 'c'));
    String output = network.getConfiguration().getNetworkOutputs().get(0);
    weigh(network.getLayer(output).conf().getLayer(), loss);
    if (network.getConfiguration().getVertices().get(output) instanceof LayerVertex vertex) {
      weigh(vertex.getLayerConf().getLayer(), loss);
    }
  }

  private static void weigh(Layer layer, LossMCXENT loss) {
    if (layer instanceof BaseOutputLayer output) {
      output.setLossFn(loss);
    }
  }
}
