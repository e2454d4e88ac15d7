package io.sonde.web.access;

import io.sonde.scheduler.queue.SchedulerStatus;
import io.sonde.scheduler.queue.SchedulerStatus.DeviceStatus;
import io.sonde.scheduler.queue.SchedulerStatus.Holder;
import io.sonde.scheduler.queue.SchedulerStatus.Waiting;
import io.sonde.search.port.SweepReader;
import io.sonde.search.report.AttemptId;
import io.sonde.web.port.DeviceDesk;
import java.util.List;
import java.util.Optional;

/**
 * The devices as a caller may see them: all of them, but of other projects' jobs only that they are
 * there. Reads sweeps, so it is called away from the event loop.
 */
public final class SeenDevices implements DeviceDesk {
  private static final String OTHERS = "another project";
  private final DeviceDesk all;
  private final Caller caller;
  private final SweepReader sweeps;

  private SeenDevices(DeviceDesk all, Caller caller, SweepReader sweeps) {
    this.all = all;
    this.caller = caller;
    this.sweeps = SeenSweeps.by(caller, sweeps);
  }

  /** As a caller sees them. */
  public static DeviceDesk by(Caller caller, DeviceDesk all, SweepReader sweeps) {
    return caller.projects().isEmpty() ? all : new SeenDevices(all, caller, sweeps);
  }

  @Override
  public SchedulerStatus status() {
    SchedulerStatus status = all.status();
    return new SchedulerStatus(
        status.devices().stream().map(this::seen).toList(),
        List.of(),
        status.queue().stream().map(this::seen).toList(),
        List.of(),
        status.problems(),
        status.control());
  }

  private DeviceStatus seen(DeviceStatus one) {
    return new DeviceStatus(
        one.device(),
        one.holders().stream().map(this::seen).toList(),
        one.foreignBytes(),
        one.aside().map(why -> "It was set aside."),
        one.reading(),
        List.of());
  }

  private Holder seen(Holder holder) {
    Optional<AttemptId> attempt = all.attempt(holder.jobId());
    if (attempt.isEmpty()) {
      return new Holder("", "a worker between two trials", holder.since());
    }
    return sweeps.sweep(attempt.get().sweep()).isPresent()
        ? holder
        : new Holder("", OTHERS, holder.since());
  }

  private Waiting seen(Waiting job) {
    return caller.projects().orElseThrow().contains(job.project())
        ? job
        : new Waiting(
            "",
            OTHERS,
            "",
            job.priority(),
            job.resources(),
            job.since(),
            "it waits for devices",
            job.promised());
  }

  @Override
  public Optional<AttemptId> attempt(String jobId) {
    return jobId.isEmpty() ? Optional.empty() : all.attempt(jobId);
  }

  @Override
  public void putBack(String deviceId) {
    all.putBack(deviceId);
  }
}
