package io.sonde.web.port;

import io.sonde.scheduler.queue.SchedulerStatus;
import io.sonde.search.report.AttemptId;
import java.util.Optional;

/** The devices that trials run on. Safe for use by several threads; returns at once. */
public interface DeviceDesk {

  /** The devices, who holds them and who waits for them, as they are now. */
  SchedulerStatus status();

  /** What a job of the scheduler runs at this moment; empty between two trials. */
  Optional<AttemptId> attempt(String jobId);

  /** Gives jobs to a device again that was set aside. */
  void putBack(String deviceId);
}
