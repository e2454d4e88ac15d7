package io.sonde.scheduler.queue;

import io.sonde.scheduler.placement.Placement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Has it decided again when the patience of a waiting job is over, though nothing starts or ends
 * then: workers that keep their devices from trial to trial let go of them only for a job for which
 * they are kept. For the owner thread.
 */
final class PatienceTimer {

  /** Many jobs that came within a moment are looked at together. */
  private static final Duration AT_LEAST = Duration.ofMillis(500);

  private final OwnerThread owner;
  private final Placement placement;
  private final Runnable decide;
  private OwnerThread.@Nullable Timer timer;

  PatienceTimer(OwnerThread owner, Placement placement, Runnable decide) {
    this.owner = owner;
    this.placement = placement;
    this.decide = decide;
  }

  /** It was decided now; takes the place of what was set before. */
  void set(Instant now) {
    if (timer != null) {
      timer.cancel();
    }
    Optional<Duration> left = placement.patienceOver(now).map(next -> Duration.between(now, next));
    timer =
        left.map(time -> owner.later(time.compareTo(AT_LEAST) < 0 ? AT_LEAST : time, decide))
            .orElse(null);
  }
}
