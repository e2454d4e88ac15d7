package io.sonde.trial.dl4j.pruning;

import io.sonde.trial.network.Compression;
import io.sonde.trial.network.graph.NetworkGraph;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Removes weights from a network while it trains. Belongs to the thread that trains. */
public interface Pruning extends AutoCloseable {

  /**
   * The pruning that a configuration asks for.
   *
   * @param graph of the network before anything is removed
   * @param builder makes a network of a smaller graph, with any weights
   * @throws io.sonde.trial.network.graph.InfeasibleException when nothing can be removed
   */
  static Pruning of(
      Compression compression,
      NetworkGraph graph,
      Function<NetworkGraph, ComputationGraph> builder) {
    if (compression instanceof Compression.Magnitude magnitude) {
      return new MagnitudePruning(magnitude, graph);
    } else if (compression instanceof Compression.Structured structured) {
      return new StructuredPruning(structured, graph, builder);
    }
    return new NoPruning();
  }

  /** Whether something is removed at the end of this epoch. */
  boolean due(int epoch);

  /**
   * Removes what is due at the end of an epoch.
   *
   * @return the network to go on with; where it is another one, the given one is closed
   */
  ComputationGraph prune(ComputationGraph network, int epoch);

  /**
   * Takes over a network of a checkpoint.
   *
   * @param epoch after which it was taken
   * @param masks as {@link #masks} told
   */
  void resume(ComputationGraph network, int epoch, List<INDArray> masks);

  /** Removes again what an update has moved. */
  void afterUpdate();

  /** 1 for weights that remain and 0 for those held at 0; empty when none are. */
  List<INDArray> masks();

  /** The sizes of the network as it is now, by metric; empty before anything was removed. */
  Map<String, Double> sizes();

  @Override
  void close();
}
