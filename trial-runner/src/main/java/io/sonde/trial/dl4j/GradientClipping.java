package io.sonde.trial.dl4j;

import io.sonde.trial.network.Clipping;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Bounds the gradients of a network before each update. Deeplearning4j's own clipping knows norms
 * only layer by layer, and would clip the statistics of a batch norm, which it keeps among the
 * gradients, as well.
 */
final class GradientClipping extends BaseTrainingListener {
  private final Clipping clipping;

  GradientClipping(Clipping clipping) {
    this.clipping = clipping;
  }

  /** Gradients are sums over the examples here; the updater divides them by their number. */
  @Override
  public void onGradientCalculation(Model model) {
    ComputationGraph network = (ComputationGraph) model;
    List<INDArray> gradients = gradients(network);
    double examples = network.batchSize();
    if (clipping.value() > 0) {
      clipValues(gradients, clipping.value() * examples);
    } else {
      clipNorm(gradients, clipping.norm() * examples);
    }
  }

  private static void clipValues(List<INDArray> gradients, double most) {
    for (INDArray gradient : gradients) {
      gradient.assign(Transforms.max(Transforms.min(gradient, most, true), -most, false));
    }
  }

  private static void clipNorm(List<INDArray> gradients, double most) {
    double squares = 0;
    for (INDArray gradient : gradients) {
      double norm = gradient.norm2Number().doubleValue();
      squares += norm * norm;
    }
    double norm = Math.sqrt(squares);
    if (norm > most) {
      for (INDArray gradient : gradients) {
        gradient.muli(most / norm);
      }
    }
  }

  /** What the updater does not divide by the number of examples is no gradient. */
  private static List<INDArray> gradients(ComputationGraph network) {
    List<INDArray> result = new ArrayList<>();
    var all = network.gradient().gradientForVariable();
    for (GraphVertex vertex : network.getVertices()) {
      if (!vertex.hasLayer()) {
        continue;
      }
      for (String name : vertex.getLayer().paramTable().keySet()) {
        INDArray gradient = all.get(vertex.getVertexName() + "_" + name);
        if (gradient != null && vertex.getLayer().updaterDivideByMinibatch(name)) {
          result.add(gradient);
        }
      }
    }
    return result;
  }
}
