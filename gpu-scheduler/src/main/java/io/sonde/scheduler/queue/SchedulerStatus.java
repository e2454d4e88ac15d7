package io.sonde.scheduler.queue;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Resources;
import io.sonde.scheduler.port.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the scheduler looks like at one moment, for pages.
 *
 * @param devices every device, and who holds it
 * @param running what the backend says of the jobs it has
 * @param queue the jobs that wait for devices, the next first
 * @param standbys the keys under which a process is parked
 * @param problems sentences about what is wrong with the devices; normally none
 */
public record SchedulerStatus(
    List<DeviceStatus> devices,
    List<Observation> running,
    List<Waiting> queue,
    List<String> standbys,
    List<String> problems) {

  public SchedulerStatus {
    devices = List.copyOf(devices);
    running = List.copyOf(running);
    queue = List.copyOf(queue);
    standbys = List.copyOf(standbys);
    problems = List.copyOf(problems);
  }

  /**
   * A device and who holds it.
   *
   * @param device the device
   * @param holder who holds it; empty while nobody does
   * @param aside why it gets no more jobs, a sentence for people; empty while it does
   */
  public record DeviceStatus(Device device, Optional<Holder> holder, Optional<String> aside) {}

  /**
   * Who holds a device.
   *
   * @param jobId the job
   * @param owner whom the job belongs to
   * @param since when it got the device
   */
  public record Holder(String jobId, String owner, Instant since) {}

  /**
   * A job that waits for devices.
   *
   * @param jobId the job
   * @param owner whom it belongs to
   * @param priority the larger starts first
   * @param resources what it waits for
   * @param since when it was submitted
   */
  public record Waiting(
      String jobId, String owner, int priority, Resources resources, Instant since) {}
}
