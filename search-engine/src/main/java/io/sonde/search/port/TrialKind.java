package io.sonde.search.port;

import io.sonde.search.spec.SweepSpec;
import io.sonde.search.spec.schema.Schema;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of trial, {@code trial.kind} in a spec: what may stand in its space, how its settings are
 * checked, what is known of a configuration before it runs. Runs in the server's process, so it
 * must load neither Deeplearning4j nor users' code. Thread-safe.
 */
public interface TrialKind {
  /** The word for {@code trial.kind}. */
  String name();

  /** What {@code space} may hold. Any value of it may be opened to search. */
  Schema.Mapping space();

  /** What {@code trial} may hold besides the keys that every kind has. */
  Schema.Mapping trial();

  /** The metrics that trials of this kind report; empty when only the user knows. */
  Optional<Set<String>> reported();

  /** The metrics known before a trial runs, for constraints. */
  Set<String> knownBefore();

  /**
   * The metrics that a trial's process measures before its training begins. It judges constraints
   * on them itself, and ends as infeasible where one is violated.
   */
  default Set<String> measuredBefore() {
    return Set.of();
  }

  /**
   * Whether Sonde runs these trials; false when they run elsewhere, so that each is begun only when
   * somebody asks for one.
   */
  boolean launchable();

  /** Whether its prepared trials tell what a configuration is made of. */
  default boolean structured() {
    return false;
  }

  /** Whether a trial runs what its spec says, such as a command or a class of the caller's. */
  default boolean runsCode() {
    return true;
  }

  /**
   * Looks at what the trials of a sweep need, such as their data. May read files.
   *
   * @throws io.sonde.search.spec.SpecException with all problems, such as a missing or malformed
   *     file with its line
   */
  PreparedTrials prepare(SweepSpec spec);
}
