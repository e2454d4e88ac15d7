package io.sonde.trial.dl4j.pruning;

import io.sonde.trial.network.Compression;
import io.sonde.trial.network.graph.NetworkGraph;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Holds the smallest weights at 0: all from one epoch on, or more of them epoch by epoch. */
final class MagnitudePruning implements Pruning {
  private final Compression.Magnitude compression;
  private final NetworkGraph graph;
  private Optional<WeightMask> mask = Optional.empty();

  MagnitudePruning(Compression.Magnitude compression, NetworkGraph graph) {
    this.compression = compression;
    this.graph = graph;
  }

  @Override
  public boolean due(int epoch) {
    return epoch >= compression.start() && epoch <= compression.end();
  }

  @Override
  public ComputationGraph prune(ComputationGraph network, int epoch) {
    // What is 0 already is the smallest, so it stays removed.
    WeightMask next = new WeightMask(network, compression.ratioAfter(epoch), compression.scope());
    close();
    mask = Optional.of(next);
    return network;
  }

  @Override
  public void resume(ComputationGraph network, int epoch, List<INDArray> masks) {
    mask = masks.isEmpty() ? Optional.empty() : Optional.of(new WeightMask(network, masks));
  }

  @Override
  public void afterUpdate() {
    mask.ifPresent(WeightMask::apply);
  }

  @Override
  public List<INDArray> masks() {
    return mask.map(WeightMask::masks).orElse(List.of());
  }

  @Override
  public Map<String, Double> sizes() {
    return mask.map(
            held ->
                Map.of(
                    "sparsity",
                    held.sparsity(),
                    "nonzero_parameters",
                    (double) (graph.parameters() - held.zeros())))
        .orElse(Map.of());
  }

  @Override
  public void close() {
    mask.ifPresent(WeightMask::close);
  }
}
