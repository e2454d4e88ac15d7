package io.sonde.scheduler.queue;

import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.placement.Placement;
import io.sonde.scheduler.port.Backend;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The devices that are set aside, and that none of them gets a job: placement keeps to it for the
 * devices of this machine, an engine for its nodes. For the owner thread.
 */
final class AsideDevices {
  private static final Logger log = LoggerFactory.getLogger(AsideDevices.class);

  private final DeviceHealth health = new DeviceHealth();
  private final Placement placement;
  private final Backend backend;

  AsideDevices(Placement placement, Backend backend) {
    this.placement = placement;
    this.backend = backend;
  }

  /** Why a device gets no jobs; empty while it does. */
  Optional<String> reason(String deviceId) {
    return health.aside(deviceId);
  }

  /** The devices that get no jobs, each with the reason. */
  Map<String, String> all() {
    return health.aside();
  }

  /** A device that is set aside already keeps its reason. */
  void setAside(String deviceId, String reason) {
    if (health.aside(deviceId).isEmpty()) {
      log.warn("Device {} is set aside: {}", deviceId, reason);
      health.setAside(deviceId, reason);
      keep();
    }
  }

  void putBack(String deviceId) {
    health.putBack(deviceId);
    keep();
  }

  /** A job has ended: what it ran on may be at fault. */
  void ended(TrackedJob tracked, JobEnd end) {
    Map<String, String> broken = health.ended(tracked.job, tracked.devices(), end);
    if (!broken.isEmpty()) {
      broken.forEach((id, reason) -> log.warn("Device {} is set aside: {}", id, reason));
      keep();
    }
  }

  private void keep() {
    Map<String, String> aside = health.aside();
    placement.setAside(aside);
    backend.avoid(aside.keySet());
  }
}
