package io.sonde.scheduler.queue;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.port.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A job that has been submitted and has not been told to have ended. For the owner thread. */
final class TrackedJob {

  final Job job;
  final JobListener listener;
  private final Instant submitted;
  private List<Device> devices = List.of();
  private @Nullable Instant begun;
  private @Nullable JobEnd endBeforeStart;
  private @Nullable Observation returning;
  private OwnerThread.@Nullable Timer timer;

  TrackedJob(Job job, JobListener listener, Instant submitted) {
    this.job = job;
    this.listener = listener;
    this.submitted = submitted;
  }

  /** What it holds; in a cluster the node that it was seen on. */
  List<Device> devices() {
    return devices;
  }

  void place(List<Device> chosen) {
    devices = chosen;
  }

  /** How a job ends that was stopped on its way back from a failed start to the queue. */
  Optional<JobEnd> endBeforeStart() {
    return Optional.ofNullable(endBeforeStart);
  }

  void endBeforeStart(JobEnd end) {
    endBeforeStart = end;
  }

  /** What was last observed of it, once its processes are gone and its devices' memory is not. */
  Optional<Observation> returning() {
    return Optional.ofNullable(returning);
  }

  void returning(Observation last) {
    returning = last;
  }

  /** Its listener is told that it runs. */
  void begin(Instant now) {
    begun = now;
  }

  /** Whether its listener was told that it runs. */
  boolean begun() {
    return begun != null;
  }

  /** When its listener was told that it runs; when it was submitted, as long as it was not. */
  Instant since() {
    return begun == null ? submitted : begun;
  }

  boolean timed() {
    return timer != null;
  }

  /** Puts a timer in place of the one before, which is cancelled. */
  void timer(OwnerThread.@Nullable Timer next) {
    if (timer != null) {
      timer.cancel();
    }
    timer = next;
  }
}
