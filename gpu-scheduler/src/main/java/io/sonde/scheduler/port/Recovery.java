package io.sonde.scheduler.port;

import java.util.Objects;

/**
 * What a backend did about a lease that an earlier server left behind.
 *
 * @param lease the lease
 * @param outcome what was done
 * @param message a sentence for people
 */
public record Recovery(Lease lease, Outcome outcome, String message) {

  /** What became of what the lease's job had left. */
  public enum Outcome {
    /** Nothing of the job was left. */
    GONE,
    /** Processes were left and have been stopped. */
    STOPPED,
    /** Processes are left and would not go. */
    REMAINS,
    /** The job ran elsewhere, where this backend cannot look. */
    ELSEWHERE
  }

  public Recovery {
    Objects.requireNonNull(lease, "lease");
    Objects.requireNonNull(outcome, "outcome");
    Objects.requireNonNull(message, "message");
  }

  /** Whether nothing of the job is left, so that its lease may be given back. */
  public boolean released() {
    return outcome == Outcome.GONE || outcome == Outcome.STOPPED;
  }
}
