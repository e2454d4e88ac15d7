package io.sonde.search.sweep;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The time that a sweep may take, pauses not counted. For the sweep's thread. */
final class WallTime {
  private final Optional<Duration> limit;
  private final ScheduledExecutorService timer;
  private final Runnable over;
  private Duration spent = Duration.ZERO;
  private long since;
  private @Nullable ScheduledFuture<?> end;

  /**
   * Does not run at first.
   *
   * @param limit empty for no end
   * @param over called once, in the timer's thread, when the limit is reached
   */
  WallTime(Optional<Duration> limit, ScheduledExecutorService timer, Runnable over) {
    this.limit = limit;
    this.timer = timer;
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
          long left = Math.max(0, most.minus(spent).toMillis());
          end = timer.schedule(over, left, TimeUnit.MILLISECONDS);
        });
  }

  void pause() {
    spent = spent.plusNanos(System.nanoTime() - since);
    if (end != null) {
      end.cancel(false);
    }
  }
}
