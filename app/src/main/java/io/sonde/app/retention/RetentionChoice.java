package io.sonde.app.retention;

import io.sonde.app.program.UserError;
import java.time.Duration;
import java.util.Optional;

/**
 * What of old sweeps may go.
 *
 * @param metrics how long after its end a sweep keeps every point of its curves; empty for ever
 * @param artifacts how long after its end it keeps all that its spec asks to keep; empty for ever
 * @param best how many of its trials, the best, keep their models, checkpoints and artifacts after
 *     that; at least 1
 */
public record RetentionChoice(Optional<Duration> metrics, Optional<Duration> artifacts, int best) {
  /** How many trials keep their files unless it is said. */
  public static final int BEST = 1;

  public RetentionChoice {
    if (best < 1) {
      throw UserError.wrongInput("--keep-best expects at least 1, got " + best);
    }
  }

  /** Whether nothing ever goes. */
  public boolean none() {
    return metrics.isEmpty() && artifacts.isEmpty();
  }
}
