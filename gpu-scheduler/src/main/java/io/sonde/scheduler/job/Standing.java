package io.sonde.scheduler.job;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a job stands among the others, beside its priority.
 *
 * @param project with whom it shares: jobs of equal priority get device time by project
 * @param weight of the project, positive; a project of weight 2 gets twice the device time of one
 *     of weight 1. Where jobs of a project differ, the latest submitted one says
 * @param limit how long it runs at most, where somebody other than its wall time limit sees to
 *     that; it lets the job go ahead of one that is waited for
 * @param preemptible whether it may be ended for a job of higher priority, because it goes on from
 *     a checkpoint when it is submitted again
 */
public record Standing(
    String project, double weight, boolean preemptible, Optional<Duration> limit) {

  public Standing {
    if (project.isBlank()) {
      throw new IllegalArgumentException("a project must have a name, got \"" + project + "\"");
    }
    if (!(weight > 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException("a weight must be positive and finite, got " + weight);
    }
    Objects.requireNonNull(limit, "limit");
  }

  /** A job of which nobody knows how long it runs, unless its wall time limit says so. */
  public Standing(String project, double weight, boolean preemptible) {
    this(project, weight, preemptible, Optional.empty());
  }

  /** A project of weight 1, whose job runs to its end once it has started. */
  public static Standing of(String project) {
    return new Standing(project, 1, false);
  }
}
