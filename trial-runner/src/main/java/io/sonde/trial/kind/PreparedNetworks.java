package io.sonde.trial.kind;

import io.sonde.search.port.PreparedTrials;
import io.sonde.search.space.Configuration;
import io.sonde.trial.data.DataFacts;
import io.sonde.trial.network.InfeasibleException;
import io.sonde.trial.network.NetworkConfiguration;
import io.sonde.trial.network.NetworkPlan;
import io.sonde.trial.settings.SettingsException;
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
      int classes = data.classes().size();
      NetworkConfiguration network = NetworkConfiguration.read(configuration.tree(), classes);
      NetworkPlan plan = NetworkPlan.of(network.layers(), data.shape(), classes);
      return new Feasible(Map.of(NetworkKind.PARAMETERS, (double) plan.parameters()));
    } catch (InfeasibleException | SettingsException e) {
      return new Infeasible(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Optional<String> dataHash() {
    return Optional.of(hash);
  }
}
