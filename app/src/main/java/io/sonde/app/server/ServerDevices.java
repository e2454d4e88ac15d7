package io.sonde.app.server;

import io.sonde.scheduler.queue.Scheduler;
import io.sonde.scheduler.queue.SchedulerStatus;
import io.sonde.search.report.AttemptId;
import io.sonde.web.port.DeviceDesk;
import java.util.Optional;
import java.util.function.Function;

/**
 * The devices that a server gives to trials.
 *
 * @param attempts what a job runs, by its id
 */
record ServerDevices(Scheduler scheduler, Function<String, Optional<AttemptId>> attempts)
    implements DeviceDesk {

  @Override
  public SchedulerStatus status() {
    return scheduler.status();
  }

  @Override
  public Optional<AttemptId> attempt(String jobId) {
    return attempts.apply(jobId);
  }

  @Override
  public void putBack(String deviceId) {
    scheduler.putBack(deviceId);
  }
}
