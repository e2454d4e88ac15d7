package io.sonde.scheduler.local;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.Limits;
import io.sonde.scheduler.job.Standby;
import io.sonde.scheduler.port.Backend;
import io.sonde.scheduler.port.JobObserver;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.Observation;
import io.sonde.scheduler.port.ProcessIdentity;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a process is there for at the moment: parked, or for a job.
 *
 * @param id under which it is told of
 * @param devices ids of what it holds
 * @param input what is written to it
 * @param memoryBytes what it and its children may hold together
 * @param logBytes how large its log may grow
 * @param observer whom to tell
 */
record Assignment(
    String id,
    List<String> devices,
    String input,
    OptionalLong memoryBytes,
    OptionalLong logBytes,
    JobObserver observer) {

  private static final JobObserver NOBODY =
      new JobObserver() {
        @Override
        public void identified(String jobId, ProcessIdentity process) {}

        @Override
        public void observed(Observation observation) {}
      };

  static Assignment job(Job job, List<Device> devices, JobObserver observer) {
    return new Assignment(
        job.id(),
        devices.stream().map(Device::id).toList(),
        job.input(),
        job.resources().memoryBytes(),
        job.limits().logBytes(),
        observer);
  }

  /** For a process that goes on while nobody has asked for its job yet. */
  static Assignment unclaimed(Lease lease) {
    return new Assignment(
        lease.jobId(), lease.devices(), "", OptionalLong.empty(), OptionalLong.empty(), NOBODY);
  }

  /** Whether nobody is told of the process. */
  @SuppressWarnings("ReferenceEquality") // only that very observer stands for nobody
  boolean unclaimed() {
    return observer == NOBODY;
  }

  static Assignment parked(Standby standby, JobObserver observer) {
    Limits none = Limits.none();
    return new Assignment(
        Backend.standbyId(standby.key()),
        List.of(),
        "",
        standby.resources().memoryBytes(),
        none.logBytes(),
        observer);
  }

  boolean limited() {
    return memoryBytes.isPresent() || logBytes.isPresent();
  }
}
