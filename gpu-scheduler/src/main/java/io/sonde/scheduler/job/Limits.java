package io.sonde.scheduler.job;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What ends a job early.
 *
 * @param wall the longest time from the job's start to its end; past it the job ends as {@link
 *     Cause#TIMED_OUT}
 * @param logBytes the largest log; a job that writes more is stopped and its log cut to this size,
 *     with a note
 */
public record Limits(Optional<Duration> wall, OptionalLong logBytes) {

  public Limits {
    Objects.requireNonNull(wall, "wall");
    Objects.requireNonNull(logBytes, "logBytes");
    if (wall.isPresent() && (wall.get().isNegative() || wall.get().isZero())) {
      throw new IllegalArgumentException("a wall time limit must be positive, got " + wall.get());
    }
    if (logBytes.isPresent() && logBytes.getAsLong() < 1) {
      throw new IllegalArgumentException(
          "a log limit must be at least 1 byte, got " + logBytes.getAsLong());
    }
  }

  /** No limit at all. */
  public static Limits none() {
    return new Limits(Optional.empty(), OptionalLong.empty());
  }
}
