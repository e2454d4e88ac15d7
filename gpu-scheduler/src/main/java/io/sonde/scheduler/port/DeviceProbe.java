package io.sonde.scheduler.port;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.device.Reading;
import java.util.List;

/** Finds devices of one kind. */
@FunctionalInterface
public interface DeviceProbe {

  /**
   * The devices there are, in a stable order and with distinct ids; none where the machine has no
   * such device.
   *
   * @throws DeviceProbeException where there may be devices but they cannot be told
   */
  List<Device> devices();

  /**
   * What the devices do at this moment, by their ids; none for devices of which nothing can be
   * told. A device that had a reading and has none any more is gone. May take seconds.
   *
   * @throws DeviceProbeException where it cannot be told at this moment
   */
  default List<Reading> readings() {
    return List.of();
  }
}
