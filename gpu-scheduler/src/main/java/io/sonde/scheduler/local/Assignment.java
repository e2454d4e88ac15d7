package io.sonde.scheduler.local;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.Limits;
import io.sonde.scheduler.job.Standby;
import io.sonde.scheduler.port.Backend;
import io.sonde.scheduler.port.JobObserver;
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

  static Assignment job(Job job, List<Device> devices, JobObserver observer) {
    return new Assignment(
        job.id(),
        devices.stream().map(Device::id).toList(),
        job.input(),
        job.resources().memoryBytes(),
        job.limits().logBytes(),
        observer);
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
