package io.sonde.scheduler.port;

import io.sonde.scheduler.device.Device;
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
}
