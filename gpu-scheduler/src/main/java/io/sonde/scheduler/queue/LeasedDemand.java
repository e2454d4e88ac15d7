package io.sonde.scheduler.queue;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Resources;
import io.sonde.scheduler.job.Standing;
import io.sonde.scheduler.placement.Demand;
import io.sonde.scheduler.port.Lease;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What is known of a job from its lease alone. */
final class LeasedDemand {

  private LeasedDemand() {}

  /**
   * A job that asks for what it holds, and that nobody may end to make room.
   *
   * @param devices those of the lease that are on this host; none where an engine chose them
   */
  static Demand of(Lease lease, List<Device> devices) {
    return new Demand(
        lease.jobId(),
        lease.owner(),
        resources(lease, devices),
        Standing.of(lease.owner()),
        Integer.MAX_VALUE,
        Optional.empty());
  }

  private static Resources resources(Lease lease, List<Device> devices) {
    int count = Math.max(1, devices.size());
    if (devices.stream().noneMatch(device -> device.kind() == Device.Kind.GPU)) {
      return Resources.ofCpus(count);
    }
    OptionalLong memory = lease.memoryBytes();
    return memory.isPresent() ? Resources.ofGpuMemory(memory.getAsLong()) : Resources.ofGpus(count);
  }
}
