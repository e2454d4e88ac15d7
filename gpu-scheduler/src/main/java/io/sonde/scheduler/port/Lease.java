package io.sonde.scheduler.port;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The claim of a job on devices of a host.
 *
 * @param jobId who holds it; a job holds at most one
 * @param owner whom the job belongs to
 * @param host where the devices are; device ids mean something only together with it
 * @param devices ids of the devices held, in the order in which the job sees them; none for a
 *     process that is parked ahead of its job
 * @param memoryBytes the part of the one device's memory that is claimed, where the job shares it;
 *     empty for whole devices
 * @param since when it was taken, to the microsecond
 * @param process the job's process on this machine; empty where an engine runs the job
 */
public record Lease(
    String jobId,
    String owner,
    String host,
    List<String> devices,
    OptionalLong memoryBytes,
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
    if (memoryBytes.isPresent() && (devices.size() != 1 || memoryBytes.getAsLong() < 1)) {
      throw new IllegalArgumentException(
          "a shared lease is on 1 device and at least 1 byte of it, got "
              + memoryBytes.getAsLong()
              + " bytes of "
              + devices);
    }
    since = since.truncatedTo(ChronoUnit.MICROS);
    Objects.requireNonNull(process, "process");
  }

  /** A claim of whole devices. */
  public Lease(
      String jobId,
      String owner,
      String host,
      List<String> devices,
      Instant since,
      Optional<ProcessIdentity> process) {
    this(jobId, owner, host, devices, OptionalLong.empty(), since, process);
  }

  /** Whether both can hold one of their devices at the same time. */
  public boolean sharesWith(Lease other) {
    return memoryBytes.isPresent() && other.memoryBytes.isPresent();
  }

  /** This lease with the process that uses it. */
  public Lease withProcess(ProcessIdentity identity) {
    return new Lease(jobId, owner, host, devices, memoryBytes, since, Optional.of(identity));
  }
}
