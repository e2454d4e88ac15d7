package io.sonde.trial.dl4j.pruning;

import io.sonde.trial.network.Compression;
import io.sonde.trial.network.graph.NetworkGraph;
import io.sonde.trial.network.prune.KeptChannels;
import io.sonde.trial.network.prune.PruningPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Takes filters and units out, so that a smaller network trains on. */
final class StructuredPruning implements Pruning {
  private final Compression.Structured compression;
  private final NetworkGraph graph;
  private final Function<NetworkGraph, ComputationGraph> builder;
  private final PruningPlan plan;
  private Optional<NetworkGraph> smaller = Optional.empty();

  StructuredPruning(
      Compression.Structured compression,
      NetworkGraph graph,
      Function<NetworkGraph, ComputationGraph> builder) {
    this.compression = compression;
    this.graph = graph;
    this.builder = builder;
    this.plan = new PruningPlan(graph, compression);
  }

  @Override
  public boolean due(int epoch) {
    return epoch == compression.at();
  }

  @Override
  public ComputationGraph prune(ComputationGraph network, int epoch) {
    ChannelScores scores =
        new ChannelScores(network, graph, plan.groups(), compression.criterion());
    KeptChannels kept = plan.keep(scores::of);
    NetworkGraph left = kept.graph(graph);
    ComputationGraph small = builder.apply(left);
    new Narrowing(graph, kept).copy(network, small);
    network.close();
    smaller = Optional.of(left);
    return small;
  }

  /** How many filters and units are left is told by the network itself. */
  @Override
  public void resume(ComputationGraph network, int epoch, List<INDArray> masks) {
    if (epoch >= compression.at()) {
      smaller =
          Optional.of(
              KeptChannels.narrowed(
                  graph,
                  node ->
                      (int)
                          ((FeedForwardLayer) network.getLayer(node.name()).conf().getLayer())
                              .getNOut()));
    }
  }

  @Override
  public void afterUpdate() {}

  @Override
  public List<INDArray> masks() {
    return List.of();
  }

  @Override
  public Map<String, Double> sizes() {
    return smaller.map(this::sizes).orElse(Map.of());
  }

  private Map<String, Double> sizes(NetworkGraph left) {
    Map<String, Double> sizes = new LinkedHashMap<>();
    sizes.put("sparsity", 1 - (double) left.parameters() / graph.parameters());
    sizes.putAll(left.sizes());
    sizes.put("nonzero_parameters", (double) left.parameters());
    return sizes;
  }

  @Override
  public void close() {}
}
