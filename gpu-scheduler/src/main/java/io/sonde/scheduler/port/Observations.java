package io.sonde.scheduler.port;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a backend knows of all its jobs at one moment.
 *
 * @param jobs one entry a job, in no particular order
 * @param unavailable why nothing newer could be told, a sentence for people; empty where the jobs
 *     are told as they are. A job that is not among the jobs of an answer which is unavailable is
 *     still there as far as anyone knows
 */
public record Observations(List<Observation> jobs, Optional<String> unavailable) {

  public Observations {
    jobs = List.copyOf(jobs);
    Objects.requireNonNull(unavailable, "unavailable");
  }

  /** Jobs as they are now. */
  public static Observations of(List<Observation> jobs) {
    return new Observations(jobs, Optional.empty());
  }
}
