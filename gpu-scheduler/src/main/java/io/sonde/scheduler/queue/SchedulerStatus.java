package io.sonde.scheduler.queue;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.device.DeviceProcess;
import io.sonde.scheduler.device.Reading;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.Resources;
import io.sonde.scheduler.placement.Demand;
import io.sonde.scheduler.placement.Placement;
import io.sonde.scheduler.port.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the scheduler looks like at one moment, for pages.
 *
 * @param devices every device, and who holds it; in a cluster the nodes on which jobs run, and
 *     those that are set aside
 * @param running what the backend says of the jobs it has
 * @param queue the jobs that wait for devices, the next first; those last that an engine has and
 *     has not started
 * @param standbys the keys under which a process is parked
 * @param problems sentences about what is wrong with the devices, or keeps a cluster from being
 *     asked or from running jobs; normally none
 * @param control how jobs are held together and kept to their limits, a sentence; empty where an
 *     engine does that
 */
public record SchedulerStatus(
    List<DeviceStatus> devices,
    List<Observation> running,
    List<Waiting> queue,
    List<String> standbys,
    List<String> problems,
    Optional<String> control) {

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
   * @param holders who holds it: nobody while it is free, several where they share it
   * @param foreignBytes memory of it that processes of others hold
   * @param aside why it gets no more jobs, a sentence for people; empty while it does
   * @param reading what it does, as of the last look; empty where nothing is known of it
   * @param others the processes of others that were seen on it then
   */
  public record DeviceStatus(
      Device device,
      List<Holder> holders,
      long foreignBytes,
      Optional<String> aside,
      Optional<Reading> reading,
      List<DeviceProcess> others) {

    public DeviceStatus {
      holders = List.copyOf(holders);
      others = List.copyOf(others);
    }

    static DeviceStatus of(Placement.Held held, Optional<String> aside) {
      List<Holder> holders =
          held.holders().stream()
              .map(one -> new Holder(one.job(), one.owner(), one.since()))
              .toList();
      return new DeviceStatus(
          held.device(), holders, held.foreign(), aside, Optional.empty(), List.of());
    }

    /** The same, with what was seen of it. */
    DeviceStatus seen(DeviceWatch.Seen seen) {
      return new DeviceStatus(
          device, holders, foreignBytes, aside, Optional.of(seen.reading()), seen.others());
    }

    /** The first of those who hold it; empty while it is free. */
    public Optional<Holder> holder() {
      return holders.stream().findFirst();
    }
  }

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
   * @param project with whom it shares
   * @param priority the larger starts first
   * @param resources what it waits for
   * @param since when it was submitted
   * @param reason why it waits, a part of a sentence for people
   * @param promised when it starts at the latest, as far as the limits of running jobs tell
   */
  public record Waiting(
      String jobId,
      String owner,
      String project,
      int priority,
      Resources resources,
      Instant since,
      String reason,
      Optional<Instant> promised) {

    /** Of a job that an engine has and has not started, which has not said why yet. */
    static Waiting inEngine(TrackedJob tracked) {
      Job job = tracked.job;
      return new Waiting(
          job.id(),
          job.owner(),
          job.standing().project(),
          job.priority(),
          job.resources(),
          tracked.since(),
          "the cluster has not started it yet",
          Optional.empty());
    }

    /** The same with another reason; with this one where that says nothing. */
    Waiting because(String other) {
      return other.isBlank()
          ? this
          : new Waiting(jobId, owner, project, priority, resources, since, other, promised);
    }

    static Waiting of(Placement.Waiting job) {
      Demand demand = job.demand();
      return new Waiting(
          demand.job(),
          demand.owner(),
          demand.standing().project(),
          demand.priority(),
          demand.resources(),
          job.since(),
          job.obstacle().sentence(),
          job.promised());
    }
  }
}
