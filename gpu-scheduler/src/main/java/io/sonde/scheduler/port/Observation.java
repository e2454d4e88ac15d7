package io.sonde.scheduler.port;

import io.sonde.scheduler.job.JobEnd;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a backend knows of a job at one moment.
 *
 * @param jobId which job
 * @param phase how far it is
 * @param host where it runs
 * @param devices the ids of its devices there
 * @param process its process, where the backend has such a thing
 * @param log where its output goes
 * @param end how it ended; present exactly in phase {@link Phase#ENDED}
 * @param released whether nothing of it is left, so that its devices may go to the next job. A job
 *     may have ended while a grandchild of it still holds on
 */
public record Observation(
    String jobId,
    Phase phase,
    String host,
    List<String> devices,
    Optional<ProcessIdentity> process,
    Path log,
    Optional<JobEnd> end,
    boolean released) {

  /** How far a job is. */
  public enum Phase {
    /** Its command runs. */
    RUNNING,
    /** It was told to stop and has not ended yet. */
    STOPPING,
    /** Its command has ended. */
    ENDED
  }

  public Observation {
    Objects.requireNonNull(jobId, "jobId");
    devices = List.copyOf(devices);
    if (end.isPresent() != (phase == Phase.ENDED)) {
      throw new IllegalArgumentException("phase " + phase + " does not go with end " + end);
    }
    if (released && phase != Phase.ENDED) {
      throw new IllegalArgumentException("a job in phase " + phase + " still holds its devices");
    }
  }
}
