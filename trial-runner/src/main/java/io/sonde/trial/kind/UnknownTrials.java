package io.sonde.trial.kind;

import io.sonde.search.port.PreparedTrials;
import io.sonde.search.space.Configuration;
import java.util.Map;
import java.util.Optional;

/** Trials of a user's own code: nothing is known of a configuration before it runs. */
final class UnknownTrials implements PreparedTrials {
  @Override
  public Feasibility assess(Configuration configuration) {
    return new Feasible(Map.of());
  }

  @Override
  public Optional<String> dataHash() {
    return Optional.empty();
  }
}
