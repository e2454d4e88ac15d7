package io.sonde.trial.kind;

import io.sonde.search.port.PreparedTrials;
import io.sonde.search.port.TrialKind;
import io.sonde.search.spec.SweepSpec;
import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.command.ClassSettings;
import java.util.Optional;
import java.util.Set;

/**
 * Trials that run a Java class of the user. The class is looked for here and never loaded: that
 * happens in the trial's own process. Thread-safe.
 */
public final class ClassKind implements TrialKind {
  /** The word for {@code trial.kind}. */
  public static final String NAME = "class";

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
    return ClassSettings.SCHEMA;
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
    ClassSettings.of(spec).check(spec);
    return new UnknownTrials();
  }
}
