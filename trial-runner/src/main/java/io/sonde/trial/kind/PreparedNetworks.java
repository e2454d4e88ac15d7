package io.sonde.trial.kind;

import io.sonde.search.port.PreparedTrials;
import io.sonde.search.space.Configuration;
import io.sonde.trial.data.DataFacts;
import io.sonde.trial.network.Compression;
import io.sonde.trial.network.NetworkConfiguration;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.NetworkGraph;
import io.sonde.trial.network.prune.PruningPlan;
import io.sonde.trial.settings.SettingsException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The network trials of one sweep, whose data have been looked at. Immutable. */
final class PreparedNetworks implements PreparedTrials {
  private final DataFacts data;
  private final String hash;

  PreparedNetworks(DataFacts data, String hash) {
    this.data = data;
    this.hash = hash;
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
  public Optional<String> dataHash() {
    return Optional.of(hash);
  }
}
