package io.sonde.trial.dl4j.pruning;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Removes nothing. */
final class NoPruning implements Pruning {
  @Override
  public boolean due(int epoch) {
    return false;
  }

  @Override
  public ComputationGraph prune(ComputationGraph network, int epoch) {
    return network;
  }

  @Override
  public void resume(ComputationGraph network, int epoch, List<INDArray> masks) {}

  @Override
  public void afterUpdate() {}

  @Override
  public List<INDArray> masks() {
    return List.of();
  }

  @Override
  public Map<String, Double> sizes() {
    return Map.of();
  }

  @Override
  public void close() {}
}
