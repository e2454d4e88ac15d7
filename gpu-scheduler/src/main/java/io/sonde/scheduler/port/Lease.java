package io.sonde.scheduler.port;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The claim of a job on devices of a host.
 *
 * @param jobId who holds it; a job holds at most one
 * @param owner whom the job belongs to
 * @param host where the devices are; device ids mean something only together with it
 * @param devices ids of the devices held, in the order in which the job sees them; none for a
 *     process that is parked ahead of its job
 * @param since when it was taken, to the microsecond
 * @param process the job's process, once there is one
 */
public record Lease(
    String jobId,
    String owner,
    String host,
    List<String> devices,
    Instant since,
    Optional<ProcessIdentity> process) {

  public Lease {
    if (jobId.isBlank() || host.isBlank()) {
      throw new IllegalArgumentException(
          "a lease needs a job and a host, got \"" + jobId + "\" and \"" + host + "\"");
    }
    Objects.requireNonNull(owner, "owner");
    devices = List.copyOf(devices);
    if (devices.stream().distinct().count() != devices.size()) {
      throw new IllegalArgumentException("a lease names each device once, got " + devices);
    }
    since = since.truncatedTo(ChronoUnit.MICROS);
    Objects.requireNonNull(process, "process");
  }

  /** This lease with the process that uses it. */
  public Lease withProcess(ProcessIdentity identity) {
    return new Lease(jobId, owner, host, devices, since, Optional.of(identity));
  }
}
