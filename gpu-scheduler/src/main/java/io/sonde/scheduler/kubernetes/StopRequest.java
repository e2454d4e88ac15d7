package io.sonde.scheduler.kubernetes;

import io.sonde.scheduler.job.Cause;
import java.time.Duration;

/**
 * That a job is to end.
 *
 * @param seconds the grace, which Kubernetes counts in whole seconds; less than 1 would take the
 *     pod out of the books while it runs
 * @param cause why
 * @param message a sentence for people
 */
record StopRequest(long seconds, Cause cause, String message) {

  static StopRequest of(Duration grace, Cause cause, String message) {
    return new StopRequest(Math.max(1, (grace.toMillis() + 999) / 1000), cause, message);
  }

  /** This request with the grace of a later one, where that is less. */
  StopRequest shortened(StopRequest later) {
    return later.seconds < seconds ? new StopRequest(later.seconds, cause, message) : this;
  }
}
