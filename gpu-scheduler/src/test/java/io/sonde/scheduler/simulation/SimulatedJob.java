package io.sonde.scheduler.simulation;

import io.sonde.scheduler.job.Resources;
import io.sonde.scheduler.job.Standing;
import io.sonde.scheduler.placement.Demand;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A job as only the simulator knows it.
 *
 * @param demand what is told of it
 * @param submitted when it comes
 * @param work how long it runs
 */
record SimulatedJob(Demand demand, Instant submitted, Duration work) {

  static SimulatedJob of(
      String id,
      Standing standing,
      int priority,
      Resources resources,
      Instant submitted,
      Duration work,
      Optional<Duration> limit) {
    Demand demand = new Demand(id, standing.project(), resources, standing, priority, limit);
    return new SimulatedJob(demand, submitted, work);
  }

  String id() {
    return demand.job();
  }

  /** What is left of it after it was ended for another: a new attempt. */
  SimulatedJob again(String id, Duration left, Instant now) {
    Demand next =
        new Demand(
            id,
            demand.owner(),
            demand.resources(),
            demand.standing(),
            demand.priority(),
            demand.limit());
    return new SimulatedJob(next, now, left);
  }
}
