package io.sonde.search.reader;

import io.sonde.search.port.PreparedTrials;
import io.sonde.search.port.TrialKind;
import io.sonde.search.space.Configuration;
import io.sonde.search.spec.SweepSpec;
import io.sonde.search.spec.schema.Schema;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code kind: external}: trials that run elsewhere, asked for and told by whoever runs them. Their
 * space is free, and only the user knows their metrics.
 */
public final class ExternalKind implements TrialKind {
  /** The word for this kind. */
  public static final String NAME = "external";

  private static final String LEASE = "lease";
  private static final String USUAL_LEASE = "10m";

  /** After this time without a word from whoever runs it, an attempt counts as lost. */
  public static Duration lease(SweepSpec.Trial trial) {
    return Quantities.duration(
        trial.settings().getOrDefault(LEASE, USUAL_LEASE) instanceof String text
            ? text
            : USUAL_LEASE);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Schema.Mapping space() {
    return Schema.mapping().open();
  }

  @Override
  public Schema.Mapping trial() {
    return Schema.mapping()
        .optional(
            LEASE,
            Quantities.TIME,
            "after this time without a report or heartbeat an attempt that a server has lent counts"
                + " as lost ("
                + USUAL_LEASE
                + ")")
        .closed();
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
  public boolean runsCode() {
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
