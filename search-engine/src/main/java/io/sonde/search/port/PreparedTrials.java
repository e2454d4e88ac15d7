package io.sonde.search.port;

import io.sonde.search.space.Configuration;
import java.util.Map;
import java.util.Optional;

/** The trials of one sweep, after their surroundings were looked at. Thread-safe. */
public interface PreparedTrials {
  /** What is known of a configuration before it runs. Quick, without I/O. */
  Feasibility assess(Configuration configuration);

  /** What a configuration that can run is made of; empty for kinds that do not say. */
  default Optional<Structure> structure(Configuration configuration) {
    return Optional.empty();
  }

  /**
   * A hash of the data the trials use; empty when there are none. May read them all.
   *
   * @throws io.sonde.search.spec.SpecException when they cannot be read any more
   */
  Optional<String> dataHash();

  /** What a configuration is before it runs. */
  sealed interface Feasibility {}

  /** It can run; {@code known} are its metrics known before training. */
  record Feasible(Map<String, Double> known) implements Feasibility {}

  /** It cannot run, because of the reason: a sentence that says where. */
  record Infeasible(String reason) implements Feasibility {}
}
