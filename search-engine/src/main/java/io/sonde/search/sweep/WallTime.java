package io.sonde.search.sweep;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The time that a sweep may take, pauses not counted. For the sweep's thread. */
final class WallTime {
  private final Optional<Duration> limit;
  private final Turns turns;
  private final Runnable over;
  private Duration spent = Duration.ZERO;
  private long since;
  private @Nullable Future<?> end;

  /**
   * Does not run at first.
   *
   * @param limit empty for no end
   * @param over called once, in a turn, when the limit is reached
   */
  WallTime(Optional<Duration> limit, Turns turns, Runnable over) {
    this.limit = limit;
    this.turns = turns;
    this.over = over;
  }

  /** So much was spent before. */
  void spent(Duration before) {
    spent = before;
  }

  void run() {
    since = System.nanoTime();
    limit.ifPresent(
        most -> {
          Duration left = most.minus(spent);
          end = turns.after(left.isNegative() ? Duration.ZERO : left, over);
        });
  }

  void pause() {
    spent = spent.plusNanos(System.nanoTime() - since);
    if (end != null) {
      end.cancel(false);
    }
  }
}
