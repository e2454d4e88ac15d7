package io.sonde.scheduler.queue;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.port.Observation;
import io.sonde.scheduler.queue.SchedulerStatus.DeviceStatus;
import io.sonde.scheduler.queue.SchedulerStatus.Holder;
import io.sonde.scheduler.queue.SchedulerStatus.Waiting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The nodes of a cluster as far as they concern us: those on which jobs of ours run, and those that
 * are set aside. The engine chooses them, so they are known from where its jobs are seen. For the
 * owner thread.
 */
final class ClusterNodes {
  private final AsideDevices aside;

  ClusterNodes(AsideDevices aside) {
    this.aside = aside;
  }

  /** A job was seen; where it was seen on a node, that is what it holds. */
  void seen(TrackedJob tracked, Observation observation) {
    if (!observation.node().isBlank()) {
      tracked.place(List.of(Device.node(observation.node())));
    }
  }

  /** Those who wait here, and behind them those who wait in the engine, the first first. */
  static List<Waiting> alsoHandedOver(List<Waiting> here, Collection<TrackedJob> jobs) {
    Set<String> ids = here.stream().map(Waiting::jobId).collect(Collectors.toSet());
    Stream<Waiting> there =
        jobs.stream()
            .filter(tracked -> !tracked.begun() && !ids.contains(tracked.job.id()))
            .map(Waiting::inEngine)
            .sorted(Comparator.comparing(Waiting::since));
    return Stream.concat(here.stream(), there).toList();
  }

  /** How the nodes stand, by name. */
  List<DeviceStatus> status(Collection<TrackedJob> jobs) {
    Map<String, List<Holder>> nodes = new TreeMap<>();
    aside.all().keySet().forEach(id -> nodes.put(id, new ArrayList<>()));
    for (TrackedJob tracked : jobs) {
      for (Device node : tracked.devices()) {
        nodes
            .computeIfAbsent(node.id(), id -> new ArrayList<>())
            .add(new Holder(tracked.job.id(), tracked.job.owner(), tracked.since()));
      }
    }
    return nodes.entrySet().stream().map(one -> status(one.getKey(), one.getValue())).toList();
  }

  private DeviceStatus status(String node, List<Holder> holders) {
    return new DeviceStatus(
        Device.node(node), holders, 0, aside.reason(node), Optional.empty(), List.of());
  }
}
