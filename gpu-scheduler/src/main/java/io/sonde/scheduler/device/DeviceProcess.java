package io.sonde.scheduler.device;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * A process that computes on a device.
 *
 * @param pid its number, as the driver tells it; in a container that may be the host's number
 * @param name of its program, without folder and arguments, which are nobody else's business
 * @param memoryBytes the memory of the device that it holds; empty where the driver does not tell
 */
public record DeviceProcess(long pid, String name, OptionalLong memoryBytes) {

  public DeviceProcess {
    if (pid < 1) {
      throw new IllegalArgumentException("a process number must be positive, got " + pid);
    }
    Objects.requireNonNull(name, "name");
    if (memoryBytes.orElse(0) < 0) {
      throw new IllegalArgumentException(
          "memory must not be negative, got " + memoryBytes.getAsLong());
    }
  }
}
