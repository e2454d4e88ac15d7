package io.sonde.scheduler.placement;

import java.time.Duration;

/**
 * How devices are given out.
 *
 * @param reserve the part of a shared GPU's memory that is given to nobody, from 0 to below 1: the
 *     driver and every process on the GPU take some that no job declares
 * @param besideOthers whether every job may have GPUs on which processes of other people run
 * @param patience how long a job that does not fit lets later ones pass; then devices are kept for
 *     it as they come free
 * @param longWait how long a job waits behind jobs of higher priority before it may get one of
 *     their turns
 * @param turns one start in so many goes to a job that has waited for {@code longWait}, at least 2
 * @param window how far shares look back and ahead: a project that was away is owed at most this
 *     much time of all devices, and the devices it holds count as held for this much longer
 */
public record Settings(
    double reserve,
    boolean besideOthers,
    Duration patience,
    Duration longWait,
    int turns,
    Duration window) {

  /** 5 % in reserve, 10 minutes of patience, a turn in 10 after 6 hours, a window of 10 minutes. */
  public static final Settings DEFAULT =
      new Settings(
          0.05, false, Duration.ofMinutes(10), Duration.ofHours(6), 10, Duration.ofMinutes(10));

  public Settings {
    if (!(reserve >= 0 && reserve < 1)) {
      throw new IllegalArgumentException(
          "the reserve must be a part from 0 to below 1, got " + reserve);
    }
    if (patience.isNegative() || longWait.isNegative() || window.isNegative()) {
      throw new IllegalArgumentException(
          "times must not be negative, got %s, %s and %s".formatted(patience, longWait, window));
    }
    if (turns < 2) {
      throw new IllegalArgumentException("expected one turn in 2 or more, got " + turns);
    }
  }
}
