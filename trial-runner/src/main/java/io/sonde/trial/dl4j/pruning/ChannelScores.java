package io.sonde.trial.dl4j.pruning;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.Compression;
import io.sonde.trial.network.graph.NetworkGraph;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.op.BatchNormOp;
import io.sonde.trial.network.prune.Channel;
import io.sonde.trial.network.prune.ChannelGroup;
import io.sonde.trial.network.prune.ChannelGroups;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How much filters and units matter: by the norm of their weights (Li and others 2017, "Pruning
 * filters for efficient ConvNets"), or by the scale in the batch normalisation behind them (Liu and
 * others 2017, "Learning efficient convolutional networks through network slimming"). Of a group it
 * is the mean over its filters and units, or over the normalisations that it goes through.
 */
final class ChannelScores {
  private final Map<Integer, List<Double>> scores = new HashMap<>();

  ChannelScores(
      ComputationGraph network,
      NetworkGraph graph,
      ChannelGroups groups,
      Compression.Criterion criterion) {
    if (criterion == Compression.Criterion.BATCH_NORM_SCALE) {
      scales(network, graph, groups);
    } else {
      norms(network, graph, groups, criterion == Compression.Criterion.L1);
    }
  }

  /** The score of a group. */
  double of(ChannelGroup group) {
    return Objects.requireNonNull(scores.get(group.number())).stream()
        .mapToDouble(score -> score)
        .average()
        .orElseThrow();
  }

  private void norms(
      ComputationGraph network, NetworkGraph graph, ChannelGroups groups, boolean sum) {
    Map<String, Node> nodes = graph.byName();
    Map<String, double[]> ofNodes = new HashMap<>();
    for (ChannelGroup group : groups.removable()) {
      for (Channel channel : group.makers()) {
        double[] norms =
            ofNodes.computeIfAbsent(
                channel.node(),
                name -> norms(network, Objects.requireNonNull(nodes.get(name)), nodes, sum));
        note(group.number(), norms[channel.index()]);
      }
    }
  }

  /** The norm of the weights behind each channel that a node makes. */
  private static double[] norms(
      ComputationGraph network, Node node, Map<String, Node> nodes, boolean sum) {
    String key = DefaultParamInitializer.WEIGHT_KEY;
    Shape in = Objects.requireNonNull(nodes.get(node.inputs().get(0))).shape();
    INDArray weights = network.getLayer(node.name()).getParam(key);
    int out = ParameterAxes.of(node.operation().orElseThrow(), in, key, weights.rank()).out();
    float[] values = weights.dup('c').data().asFloat();
    int inner = 1;
    for (int axis = out + 1; axis < weights.rank(); axis++) {
      inner *= (int) weights.size(axis);
    }
    double[] norms = new double[(int) weights.size(out)];
    for (int i = 0; i < values.length; i++) {
      double size = Math.abs(values[i]);
      norms[i / inner % norms.length] += sum ? size : size * size;
    }
    for (int i = 0; i < norms.length && !sum; i++) {
      norms[i] = Math.sqrt(norms[i]);
    }
    return norms;
  }

  private void scales(ComputationGraph network, NetworkGraph graph, ChannelGroups groups) {
    for (Node node : graph.operations()) {
      if (node.operation().orElseThrow() instanceof BatchNormOp) {
        INDArray scales =
            network.getLayer(node.name()).getParam(BatchNormalizationParamInitializer.GAMMA);
        int[] own = groups.of(node.name());
        for (int i = 0; i < own.length; i++) {
          note(own[i], Math.abs(scales.getDouble(i)));
        }
      }
    }
  }

  private void note(int group, double score) {
    scores.computeIfAbsent(group, g -> new ArrayList<>()).add(score);
  }
}
