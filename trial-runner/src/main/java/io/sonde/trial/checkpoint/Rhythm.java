package io.sonde.trial.checkpoint;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How often a trial leaves a checkpoint: after so many steps, or once so much time has passed since
 * the last one.
 *
 * @param steps at least 1; empty when the time decides
 * @param time above 0; without a meaning where steps are given
 */
public record Rhythm(OptionalInt steps, Duration time) {
  /** Trials of a few seconds leave none. */
  public static final Rhythm DEFAULT = new Rhythm(OptionalInt.empty(), Duration.ofSeconds(10));

  /** Of the time that a trial takes, writing may take one part in so many. */
  private static final int SHARE = 20;

  public Rhythm {
    if (steps.isPresent() && steps.getAsInt() < 1) {
      throw new IllegalArgumentException("expected at least 1 step, got " + steps.getAsInt());
    }
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException("expected a time above 0, got " + time);
    }
  }

  /** After so many steps. */
  public static Rhythm ofSteps(int steps) {
    return new Rhythm(OptionalInt.of(steps), DEFAULT.time());
  }

  /** Once so much time has passed. */
  public static Rhythm ofTime(Duration time) {
    return new Rhythm(OptionalInt.empty(), time);
  }

  /**
   * Whether the next one is due.
   *
   * @param stepsSince how many steps since the last one, or since the beginning
   * @param timeSince the time since then
   * @param cost how long the last one took to write; where the time decides, a large one makes them
   *     rarer
   */
  public boolean due(int stepsSince, Duration timeSince, Duration cost) {
    return steps.isPresent()
        ? stepsSince >= steps.getAsInt()
        : timeSince.compareTo(time) >= 0 && timeSince.compareTo(cost.multipliedBy(SHARE)) >= 0;
  }
}
