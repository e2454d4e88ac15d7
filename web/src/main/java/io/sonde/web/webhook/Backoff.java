package io.sonde.web.webhook;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a delivery is tried again: after 10 s, and three times as long after each further attempt, 6
 * h at most; each a fifth sooner or later by chance, so that what failed together does not come
 * back together.
 */
final class Backoff {
  /** How often a delivery is tried: for about 15 hours. */
  static final int ATTEMPTS = 10;

  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofHours(6);
  private static final int FACTOR = 3;
  private static final double SPREAD = 0.2;
  private final RandomGenerator chance;

  Backoff(RandomGenerator chance) {
    this.chance = chance;
  }

  /**
   * The time until the next attempt.
   *
   * @param attempts how many there were, at least 1
   */
  Duration after(int attempts) {
    Duration pause = FIRST;
    for (int i = 1; i < attempts && pause.compareTo(LONGEST) < 0; i++) {
      pause = pause.multipliedBy(FACTOR);
    }
    long millis = Math.min(pause.toMillis(), LONGEST.toMillis());
    return Duration.ofMillis(Math.round(millis * (1 + SPREAD * (2 * chance.nextDouble() - 1))));
  }
}
