package io.sonde.scheduler.device;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a device does at one moment. What its driver does not tell is empty.
 *
 * @param deviceId the device's
 * @param usedBytes memory that is taken, by whomever
 * @param freeBytes memory that can still be had; less than what is not used, for the driver keeps
 *     some for itself
 * @param utilisationPercent the part of the last moments in which it computed, 0 to 100
 * @param temperatureCelsius of the GPU; a MIG instance has that of its GPU
 * @param processes those that compute on it, of whomever
 */
public record Reading(
    String deviceId,
    OptionalLong usedBytes,
    OptionalLong freeBytes,
    OptionalInt utilisationPercent,
    OptionalInt temperatureCelsius,
    List<DeviceProcess> processes) {

  public Reading {
    if (deviceId.isBlank()) {
      throw new IllegalArgumentException("a reading is of a device, got \"" + deviceId + "\"");
    }
    if (usedBytes.orElse(0) < 0 || freeBytes.orElse(0) < 0) {
      throw new IllegalArgumentException(
          "memory must not be negative, got %s used and %s free".formatted(usedBytes, freeBytes));
    }
    processes = List.copyOf(processes);
  }
}
