package io.sonde.trial.kind;

import io.sonde.search.port.PreparedTrials;
import io.sonde.search.port.TrialKind;
import io.sonde.search.spec.SweepSpec;
import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.command.CommandCheck;
import io.sonde.trial.command.CommandSettings;
import java.util.Optional;
import java.util.Set;

/** Trials that run a command of the user, in any language. Thread-safe. */
public final class CommandKind implements TrialKind {
  /** The word for {@code trial.kind}. */
  public static final String NAME = "command";

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
    return CommandSettings.SCHEMA;
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
    return true;
  }

  @Override
  public PreparedTrials prepare(SweepSpec spec) {
    CommandCheck.check(spec, CommandSettings.of(spec));
    return new UnknownTrials();
  }
}
