package io.sonde.trial.kind;

import io.sonde.search.port.PreparedTrials;
import io.sonde.search.port.Structure;
import io.sonde.search.space.Configuration;
import io.sonde.trial.data.DataException;
import io.sonde.trial.data.DataFacts;
import io.sonde.trial.network.Compression;
import io.sonde.trial.network.NetworkConfiguration;
import io.sonde.trial.network.graph.ActivationFunction;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.NetworkGraph;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Operation;
import io.sonde.trial.network.graph.op.ActivationOp;
import io.sonde.trial.network.graph.op.ConvolutionOp;
import io.sonde.trial.network.graph.op.DenseOp;
import io.sonde.trial.network.graph.op.DepthwiseConvolutionOp;
import io.sonde.trial.network.prune.PruningPlan;
import io.sonde.trial.settings.SettingsException;
import io.sonde.trial.settings.Words;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The network trials of one sweep, whose data have been looked at. Files are hashed once somebody
 * asks: a spec that is only checked needs no hash. Thread-safe.
 */
final class PreparedNetworks implements PreparedTrials {
  private final DataFacts data;
  private final List<Path> files;
  private @Nullable String hash;

  PreparedNetworks(DataFacts data, List<Path> files) {
    this.data = data;
    this.files = List.copyOf(files);
  }

  @Override
  public Feasibility assess(Configuration configuration) {
    try {
      NetworkConfiguration network = NetworkConfiguration.read(configuration.tree());
      NetworkGraph graph = network.graph(data);
      if (network.compression() instanceof Compression.Structured structured) {
        PruningPlan.check(graph, structured);
      }
      Map<String, Double> known = new LinkedHashMap<>(graph.sizes());
      known.put(NetworkKind.NONZERO, (double) graph.parameters());
      return new Feasible(known);
    } catch (InfeasibleException | SettingsException e) {
      return new Infeasible(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Optional<Structure> structure(Configuration configuration) {
    try {
      NetworkGraph graph = NetworkConfiguration.read(configuration.tree()).graph(data);
      return Optional.of(
          new Structure(graph.nodes().stream().map(PreparedNetworks::part).toList()));
    } catch (InfeasibleException | SettingsException e) {
      return Optional.empty();
    }
  }

  private static Structure.Part part(Node node) {
    return new Structure.Part(
        node.name(),
        node.operation().map(Operation::word).orElse("input"),
        node.operation().flatMap(PreparedNetworks::function).map(PreparedNetworks::word).orElse(""),
        node.shape().toString(),
        node.parameters(),
        node.inputs());
  }

  private static Optional<ActivationFunction> function(Operation operation) {
    if (operation instanceof ActivationOp op) {
      return Optional.of(op.function());
    } else if (operation instanceof DenseOp op) {
      return Optional.of(op.activation());
    } else if (operation instanceof ConvolutionOp op) {
      return Optional.of(op.activation());
    } else if (operation instanceof DepthwiseConvolutionOp op) {
      return Optional.of(op.activation());
    }
    return Optional.empty();
  }

  private static String word(ActivationFunction function) {
    return function == ActivationFunction.IDENTITY ? "" : Words.of(function);
  }

  @Override
  public synchronized Optional<String> dataHash() {
    String known = hash;
    if (known == null) {
      known = hashed();
      hash = known;
    }
    return Optional.of(known);
  }

  private String hashed() {
    try {
      return FileHash.of(files);
    } catch (DataException e) {
      throw NetworkKind.refusal(e);
    }
  }
}
