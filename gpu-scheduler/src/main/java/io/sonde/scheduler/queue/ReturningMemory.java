package io.sonde.scheduler.queue;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.placement.Placement;
import io.sonde.scheduler.port.Observation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Jobs whose processes are gone and whose GPUs' memory is not back yet: until it is they hold their
 * devices. For the owner thread.
 */
final class ReturningMemory {
  private final MemoryReturn memory;
  private final OwnerThread owner;
  private final Placement placement;
  private final AsideDevices aside;
  private final BiConsumer<TrackedJob, Observation> back;

  /**
   * Begins with none.
   *
   * @param back is told of a job, with its last observation, whose devices are free
   */
  ReturningMemory(
      MemoryReturn memory,
      OwnerThread owner,
      Placement placement,
      AsideDevices aside,
      BiConsumer<TrackedJob, Observation> back) {
    this.memory = memory;
    this.owner = owner;
    this.placement = placement;
    this.aside = aside;
    this.back = back;
  }

  /** A job takes its devices, whose memory is now as it should be again. */
  void taken(TrackedJob next) {
    memory.taken(ownGpus(next));
  }

  /** The processes of a job are gone; the devices are free once their memory is back too. */
  void await(TrackedJob tracked, Observation last) {
    Set<String> gpus = ownGpus(tracked);
    if (gpus.isEmpty()) {
      back.accept(tracked, last);
    } else if (tracked.returning().isEmpty()) {
      tracked.returning(last);
      memory.await(gpus, stuck -> owner.run(() -> isBack(tracked, last, stuck)));
    }
  }

  private void isBack(TrackedJob tracked, Observation last, Map<String, String> stuck) {
    stuck.forEach(aside::setAside);
    back.accept(tracked, last);
  }

  /** The GPUs of a job that no other job of ours shares. */
  private Set<String> ownGpus(TrackedJob tracked) {
    Set<String> shared =
        placement.devices().stream()
            .filter(held -> held.holders().size() > 1)
            .map(held -> held.device().id())
            .collect(Collectors.toSet());
    return tracked.devices().stream()
        .filter(device -> device.kind() == Device.Kind.GPU)
        .map(Device::id)
        .filter(id -> !shared.contains(id))
        .collect(Collectors.toSet());
  }

  /** Somebody has looked after a device. */
  void forget(String deviceId) {
    memory.forget(deviceId);
  }

  /** Waits for no memory any more. */
  void close() {
    memory.close();
  }

  /** Those of these jobs that have ended and wait for the memory of their devices. */
  static List<Observation> among(Collection<TrackedJob> jobs) {
    return jobs.stream()
        .flatMap(tracked -> tracked.returning().stream())
        .map(ReturningMemory::waiting)
        .toList();
  }

  private static Observation waiting(Observation last) {
    return new Observation(
        last.jobId(),
        last.phase(),
        "it has ended; its devices are free once their memory is back",
        last.node(),
        last.devices(),
        last.process(),
        last.log(),
        last.end(),
        false);
  }
}
