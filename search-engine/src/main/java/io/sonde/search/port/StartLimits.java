package io.sonde.search.port;

import io.sonde.search.spec.SweepSpec;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a caller may start.
 *
 * @param projects only sweeps of these; empty for every project
 * @param code whether the spec may say what runs: trials that run their caller's code, and what a
 *     cluster puts around them
 */
public record StartLimits(Optional<Set<String>> projects, boolean code) {
  /** Everything. */
  public static final StartLimits NONE = new StartLimits(Optional.empty(), true);

  public StartLimits {
    projects = projects.map(Set::copyOf);
  }

  /** Whether a sweep of this project may be started, or learnt from. */
  public boolean covers(String project) {
    return projects.isEmpty() || projects.get().contains(project);
  }

  /**
   * Refuses a spec that goes beyond these limits.
   *
   * @param kind of its trials
   * @throws Exceeded with a sentence for the caller
   */
  public void require(SweepSpec spec, TrialKind kind) {
    if (!covers(spec.project())) {
      throw new Exceeded(
          Limit.PROJECT,
          "This is a sweep of the project '%s', but the token may start sweeps of %s only; the project is what resources.project says, else the experiment's name."
              .formatted(spec.project(), new TreeSet<>(projects.orElseThrow())));
    }
    if (!code && kind.runsCode()) {
      throw new Exceeded(
          Limit.CODE,
          "Trials of kind '%s' run what the spec says; starting them needs the role 'code'."
              .formatted(kind.name()));
    }
    if (!code && !spec.resources().engines().isEmpty()) {
      throw new Exceeded(
          Limit.CODE,
          "What the spec says under 'resources' for %s decides what runs around the trials; that needs the role 'code'."
              .formatted(new TreeSet<>(spec.resources().engines().keySet())));
    }
  }

  /** Which limit. */
  public enum Limit {
    /** The projects. */
    PROJECT,
    /** The right to say what runs. */
    CODE
  }

  /** A request goes beyond what its caller may start; nothing was started. */
  public static final class Exceeded extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final Limit limit;

    /** With a sentence for the caller. */
    public Exceeded(Limit limit, String message) {
      super(message);
      this.limit = limit;
    }

    /** Which limit it was. */
    public Limit limit() {
      return limit;
    }
  }
}
