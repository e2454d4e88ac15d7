package io.sonde.scheduler.queue;

import io.sonde.scheduler.placement.Placement;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When jobs that run are to have ended. For the owner thread. */
final class Deadlines {

  /** What a job that ran past its time may still take to end by itself. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final OwnerThread owner;
  private final Placement placement;
  private final Overdue overdue;

  /** Ends a job. */
  @FunctionalInterface
  interface Overdue {
    /** The job's time is over. */
    void end(String jobId, Duration grace, String message);
  }

  Deadlines(OwnerThread owner, Placement placement, Overdue overdue) {
    this.owner = owner;
    this.placement = placement;
    this.overdue = overdue;
  }

  /** A job runs since then: its wall time limit counts, unless it has a deadline already. */
  void started(TrackedJob started, Instant since) {
    Optional<Duration> wall = started.job.limits().wall();
    if (wall.isPresent() && !started.timed()) {
      Instant limit = since.plus(wall.get());
      String seconds = Double.toString(wall.get().toMillis() / 1000.0);
      expire(started, limit, "ran longer than its limit of " + seconds + " s");
    }
  }

  /** Puts a deadline in place of what counted before; none where it is empty. */
  void set(TrackedJob tracked, Optional<Instant> deadline) {
    tracked.timer(null);
    placement.expect(tracked.job.id(), Optional.empty());
    deadline.ifPresent(limit -> expire(tracked, limit, "did not end by its deadline, " + limit));
  }

  private void expire(TrackedJob tracked, Instant limit, String message) {
    Duration left = Duration.between(Instant.now(), limit);
    placement.expect(tracked.job.id(), Optional.of(limit.plus(GRACE)));
    tracked.timer(
        owner.later(
            left.isNegative() ? Duration.ZERO : left,
            () -> overdue.end(tracked.job.id(), GRACE, message)));
  }
}
