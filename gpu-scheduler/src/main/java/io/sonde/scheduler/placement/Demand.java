package io.sonde.scheduler.placement;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.Resources;
import io.sonde.scheduler.job.Standing;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a job asks of the devices.
 *
 * @param job its id
 * @param owner whose it is; waiting jobs are paused by owner
 * @param resources what it holds while it runs
 * @param standing its project, and whether it may be ended for another
 * @param priority the larger goes first
 * @param limit the longest it runs, which someone enforces; empty where nobody knows
 */
public record Demand(
    String job,
    String owner,
    Resources resources,
    Standing standing,
    int priority,
    Optional<Duration> limit) {

  public Demand {
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(resources, "resources");
    Objects.requireNonNull(standing, "standing");
    Objects.requireNonNull(limit, "limit");
  }

  /** What a job asks: its declared limit is that of its wall time, else that of its standing. */
  public static Demand of(Job job) {
    return new Demand(
        job.id(),
        job.owner(),
        job.resources(),
        job.standing(),
        job.priority(),
        job.limits().wall().or(job.standing()::limit));
  }

  /** The kind of devices it waits for. */
  public Device.Kind kind() {
    return kind(resources);
  }

  /** The kind of devices that such resources are of. */
  public static Device.Kind kind(Resources resources) {
    return resources.gpus() > 0 ? Device.Kind.GPU : Device.Kind.CPU_SLOT;
  }

  /** How many devices of its kind it holds. */
  public int count() {
    return count(resources);
  }

  /** How many devices of their kind such resources are. */
  public static int count(Resources resources) {
    return resources.gpus() > 0 ? resources.gpus() : resources.cpus();
  }

  /** Whether it shares its device. */
  boolean shares() {
    return resources.gpuMemoryBytes().isPresent();
  }

  /** The memory that it takes of a device it shares. */
  long memory() {
    return resources.gpuMemoryBytes().orElse(0);
  }

  Demand withPriority(int other) {
    return new Demand(job, owner, resources, standing, other, limit);
  }
}
