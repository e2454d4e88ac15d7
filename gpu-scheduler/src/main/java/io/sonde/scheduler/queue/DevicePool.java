package io.sonde.scheduler.queue;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Resources;
import io.sonde.scheduler.queue.SchedulerStatus.DeviceStatus;
import io.sonde.scheduler.queue.SchedulerStatus.Holder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which devices there are and which are free. For one thread. */
final class DevicePool {

  private final List<Device> devices;
  private final Map<String, Holder> holders = new LinkedHashMap<>();

  private final DeviceHealth health;

  DevicePool(List<Device> devices, DeviceHealth health) {
    this.health = health;
    this.devices = List.copyOf(devices);
    Set<String> ids = new HashSet<>();
    for (Device device : devices) {
      if (!ids.add(device.id())) {
        throw new IllegalArgumentException("two devices have the id " + device.id());
      }
    }
  }

  /** The kind of devices that a job with these resources waits for. */
  static Device.Kind kind(Resources resources) {
    return resources.gpus() > 0 ? Device.Kind.GPU : Device.Kind.CPU_SLOT;
  }

  /** How many devices of its kind a job with these resources holds. */
  static int count(Resources resources) {
    return resources.gpus() > 0 ? resources.gpus() : resources.cpus();
  }

  /** Why these resources can never be had here; empty where they can. */
  Optional<String> shortage(Resources resources) {
    Device.Kind kind = kind(resources);
    if (count(resources) <= total(kind)) {
      return Optional.empty();
    }
    String what = kind == Device.Kind.GPU ? "GPU(s)" : "CPU slot(s)";
    return Optional.of(
        "asks for %d %s, but there are %d".formatted(count(resources), what, total(kind)));
  }

  /** The devices of these ids, in their order; ids of devices that are not here are ignored. */
  List<Device> named(List<String> ids) {
    return ids.stream()
        .flatMap(id -> devices.stream().filter(device -> device.id().equals(id)))
        .toList();
  }

  /** How many devices of a kind there are, free or not. */
  int total(Device.Kind kind) {
    return (int) devices.stream().filter(device -> device.kind() == kind).count();
  }

  /**
   * Free devices for these resources: the preferred ones where all of them are free, else the
   * first; empty where too few are.
   */
  Optional<List<Device>> choose(Resources resources, List<Device> preferred) {
    if (!preferred.isEmpty() && preferred.stream().noneMatch(this::unavailable)) {
      return Optional.of(preferred);
    }
    List<Device> free =
        devices.stream()
            .filter(device -> device.kind() == kind(resources) && !unavailable(device))
            .limit(count(resources))
            .toList();
    return free.size() == count(resources) ? Optional.of(free) : Optional.empty();
  }

  /**
   * The devices that a job with these resources will most likely get next: free ones first, then
   * those held the longest.
   */
  List<Device> likely(Resources resources) {
    List<Device> candidates = new ArrayList<>(devices);
    candidates.removeIf(device -> device.kind() != kind(resources));
    candidates.sort(Comparator.comparing(this::heldSince));
    return List.copyOf(candidates.subList(0, Math.min(count(resources), candidates.size())));
  }

  private Instant heldSince(Device device) {
    Holder holder = holders.get(device.id());
    return holder == null ? Instant.MIN : holder.since();
  }

  private boolean unavailable(Device device) {
    return holders.containsKey(device.id()) || health.aside(device.id()).isPresent();
  }

  /** Marks devices as held; ids of devices that are not here are ignored. */
  void take(List<String> ids, Holder holder) {
    for (Device device : devices) {
      if (ids.contains(device.id())) {
        holders.putIfAbsent(device.id(), holder);
      }
    }
  }

  /** Marks all devices of a job as free. */
  void free(String jobId) {
    holders.values().removeIf(holder -> holder.jobId().equals(jobId));
  }

  List<DeviceStatus> status() {
    return devices.stream()
        .map(
            device ->
                new DeviceStatus(
                    device,
                    Optional.ofNullable(holders.get(device.id())),
                    health.aside(device.id())))
        .toList();
  }
}
