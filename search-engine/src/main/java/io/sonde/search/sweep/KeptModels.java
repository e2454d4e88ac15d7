package io.sonde.search.sweep;

import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which attempt of each trial last ended by itself and so left the model of its best step, from
 * which a child may start. Not thread-safe.
 */
final class KeptModels {
  private final Map<Integer, AttemptId> byTrial = new HashMap<>();

  /** An attempt is over. */
  void ended(AttemptId attempt, Cause cause) {
    if (cause == Cause.COMPLETED || cause == Cause.STOPPED || cause == Cause.PAUSED) {
      byTrial.put(attempt.trial(), attempt);
    }
  }

  /** The attempt that left a trial's model; empty for no trial, or one without. */
  Optional<AttemptId> of(OptionalInt trial) {
    return trial.isEmpty() ? Optional.empty() : Optional.ofNullable(byTrial.get(trial.getAsInt()));
  }
}
