package io.sonde.trial.dl4j.layer;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;

/**
 * The gradients of a loss with respect to what a network was given, which no training needs and
 * which cost as much as those of the first layer's weights.
 */
public final class InputGradients {
  private InputGradients() {}

  /**
   * Has a network compute them no more, where its first layers are {@link FusedDense}. Everything
   * else stays as it is, to the last bit. Not kept when the network is saved.
   */
  public static void spare(ComputationGraph network) {
    for (GraphVertex vertex : network.getVertices()) {
      if (vertex instanceof LayerVertex reached
          && reached.getLayerPreProcessor() == null
          && reached.getLayer() instanceof FusedDenseLayer dense
          && takesAnInput(network, reached)) {
        dense.spareInputGradient();
      }
    }
  }

  /** Whether a layer has an input of the network for itself; Deeplearning4j adds up shared ones. */
  private static boolean takesAnInput(ComputationGraph network, GraphVertex vertex) {
    VertexIndices[] inputs = vertex.getInputVertices();
    GraphVertex source = network.getVertices()[inputs[0].getVertexIndex()];
    return source.isInputVertex() && source.getNumOutputConnections() == 1;
  }
}
