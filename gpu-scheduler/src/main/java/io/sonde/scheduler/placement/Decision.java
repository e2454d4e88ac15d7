package io.sonde.scheduler.placement;

import io.sonde.scheduler.device.Device;
import java.util.List;

/**
 * What is to be done now.
 *
 * @param starts jobs that have just got their devices
 * @param preemptions jobs that are to be ended to make room
 */
public record Decision(List<Start> starts, List<Preemption> preemptions) {

  public Decision {
    starts = List.copyOf(starts);
    preemptions = List.copyOf(preemptions);
  }

  /**
   * A job starts.
   *
   * @param devices in the order in which the job sees them; none where an engine chooses them
   */
  public record Start(String job, List<Device> devices) {
    public Start {
      devices = List.copyOf(devices);
    }
  }

  /**
   * A running job makes room.
   *
   * @param job which is to be ended; it counts as holding its devices until it is released
   * @param beneficiary the waiting job of higher priority
   */
  public record Preemption(String job, String beneficiary) {}
}
