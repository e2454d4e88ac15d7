package io.sonde.scheduler.probe;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.port.DeviceProbe;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Gives CPU slots: how many jobs of one slot this machine runs at a time.
 *
 * @param slots number of slots, at least 1
 */
public record CpuSlotProbe(int slots) implements DeviceProbe {

  public CpuSlotProbe {
    if (slots < 1) {
      throw new IllegalArgumentException("there must be at least 1 CPU slot, got " + slots);
    }
  }

  /** One slot for each processor core that this virtual machine may use. */
  public CpuSlotProbe() {
    this(Runtime.getRuntime().availableProcessors());
  }

  @Override
  public List<Device> devices() {
    return IntStream.range(0, slots)
        .mapToObj(
            i -> new Device("cpu-" + i, Device.Kind.CPU_SLOT, "CPU slot " + i, 0, Optional.empty()))
        .toList();
  }
}
