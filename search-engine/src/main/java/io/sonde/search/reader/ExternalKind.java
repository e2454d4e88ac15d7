package io.sonde.search.reader;

import io.sonde.search.port.PreparedTrials;
import io.sonde.search.port.TrialKind;
import io.sonde.search.space.Configuration;
import io.sonde.search.spec.SweepSpec;
import io.sonde.search.spec.schema.Schema;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code kind: external}: trials that run elsewhere, asked for and told by whoever runs them. Their
 * space is free, and only the user knows their metrics.
 */
public final class ExternalKind implements TrialKind {
  @Override
  public String name() {
    return "external";
  }

  @Override
  public Schema.Mapping space() {
    return Schema.mapping().open();
  }

  @Override
  public Schema.Mapping trial() {
    return Schema.mapping().closed();
  }

  @Override
  public Optional<Set<String>> reported() {
    return Optional.empty();
  }

  @Override
  public Set<String> knownBefore() {
    return Set.of();
  }

  @Override
  public boolean launchable() {
    return false;
  }

  @Override
  public PreparedTrials prepare(SweepSpec spec) {
    return new PreparedTrials() {
      @Override
      public Feasibility assess(Configuration configuration) {
        return new Feasible(Map.of());
      }

      @Override
      public Optional<String> dataHash() {
        return Optional.empty();
      }
    };
  }
}
