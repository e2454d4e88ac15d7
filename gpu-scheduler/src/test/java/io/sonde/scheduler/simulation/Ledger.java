package io.sonde.scheduler.simulation;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.placement.Decision.Start;
import io.sonde.scheduler.placement.Demand;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Its own account of who holds what, kept apart from the policy that is simulated, which breaks
 * where a device is given twice.
 */
final class Ledger {

  private final Map<String, Device> devices = new HashMap<>();
  private final Map<String, Set<Demand>> holders = new HashMap<>();
  private final Map<String, List<Device>> held = new HashMap<>();
  private final double reserve;

  Ledger(List<Device> devices, double reserve) {
    this.reserve = reserve;
    for (Device device : devices) {
      this.devices.put(device.id(), device);
      holders.put(device.id(), new LinkedHashSet<>());
    }
  }

  void start(Demand demand, Start start) {
    require(!held.containsKey(start.job()), "a job runs already", start);
    List<String> ids = start.devices().stream().map(Device::id).distinct().toList();
    require(ids.size() == demand.count(), "not what was asked for", start);
    held.put(start.job(), start.devices());
    for (Device device : start.devices()) {
      require(device.equals(devices.get(device.id())), "there is no such device", device);
      require(device.kind() == demand.kind(), "another kind of device", start);
      holdersOf(device).add(demand);
      check(device);
    }
  }

  private Set<Demand> holdersOf(Device device) {
    return holders.get(device.id());
  }

  private void check(Device device) {
    Set<Demand> all = holdersOf(device);
    long taken = 0;
    for (Demand one : all) {
      require(
          all.size() == 1 || one.resources().gpuMemoryBytes().isPresent(),
          "a device is held twice",
          all);
      taken += one.resources().gpuMemoryBytes().orElse(0);
    }
    require(
        taken <= device.memoryBytes() * (1 - reserve), "more memory is given than there is", all);
  }

  void end(Demand demand) {
    for (Device device : held.remove(demand.job())) {
      require(holdersOf(device).remove(demand), "an end of what did not run", demand);
    }
  }

  void requireEmpty() {
    require(held.isEmpty(), "still held", held);
  }

  static void require(boolean holds, String wrong, Object about) {
    if (!holds) {
      throw new AssertionError(wrong + ": " + about);
    }
  }
}
