package io.sonde.app.server;

import io.sonde.scheduler.cgroup.ControlGroups;
import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.device.Reading;
import io.sonde.scheduler.port.DeviceProbe;
import io.sonde.scheduler.port.DeviceProbeException;
import io.sonde.scheduler.probe.CpuSlotProbe;
import io.sonde.scheduler.probe.NvidiaSmiProbe;
import io.sonde.scheduler.queue.SchedulerStatus;
import io.sonde.scheduler.queue.SchedulerStatus.DeviceStatus;
import io.sonde.search.report.AttemptId;
import io.sonde.web.port.DeviceDesk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The devices of this machine while no server gives them to trials: all that is on them is of
 * others.
 */
public final class MachineDevices implements DeviceDesk {
  private final List<DeviceProbe> probes;

  /** As a server on this machine would find them. */
  public MachineDevices() {
    this(probes(OptionalInt.empty()));
  }

  MachineDevices(List<DeviceProbe> probes) {
    this.probes = probes;
  }

  /** What finds the devices of this machine, with so many CPU slots, else one for each core. */
  static List<DeviceProbe> probes(OptionalInt slots) {
    return List.of(
        new NvidiaSmiProbe(),
        slots.isPresent() ? new CpuSlotProbe(slots.getAsInt()) : new CpuSlotProbe());
  }

  /** Asks the devices, which may take seconds. */
  @Override
  public SchedulerStatus status() {
    List<DeviceStatus> devices = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (DeviceProbe probe : probes) {
      try {
        List<Device> found = probe.devices();
        Map<String, Reading> readings = new HashMap<>();
        probe.readings().forEach(one -> readings.put(one.deviceId(), one));
        found.forEach(one -> devices.add(status(one, Optional.ofNullable(readings.get(one.id())))));
      } catch (DeviceProbeException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    return new SchedulerStatus(
        devices,
        List.of(),
        List.of(),
        List.of(),
        problems,
        Optional.of(ControlGroups.here("devices").sentence()));
  }

  private static DeviceStatus status(Device device, Optional<Reading> reading) {
    return new DeviceStatus(
        device,
        List.of(),
        reading.stream()
            .flatMap(one -> one.processes().stream())
            .mapToLong(process -> process.memoryBytes().orElse(0))
            .sum(),
        Optional.empty(),
        reading,
        reading.map(Reading::processes).orElse(List.of()));
  }

  @Override
  public Optional<AttemptId> attempt(String jobId) {
    return Optional.empty();
  }

  /** Nothing is set aside without a server. */
  @Override
  public void putBack(String deviceId) {}
}
