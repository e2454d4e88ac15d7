package io.sonde.scheduler.queue;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.job.Standby;
import io.sonde.scheduler.port.Backend;
import io.sonde.scheduler.port.JobObserver;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.LeaseStore;
import io.sonde.scheduler.port.Observation;
import io.sonde.scheduler.port.ProcessIdentity;
import io.sonde.scheduler.port.Recovery;
import io.sonde.scheduler.queue.SchedulerStatus.Holder;
import io.sonde.scheduler.queue.SchedulerStatus.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes jobs from the queue to devices to their end. For the owner thread. */
final class Dispatcher {

  /** What a job that ran past its time may still take to end by itself. */
  private static final Duration TIMEOUT_GRACE = Duration.ofSeconds(5);

  /** How long after a leftover that would not go it is tried again. */
  private static final Duration RECOVER_AGAIN = Duration.ofSeconds(30);

  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

  private final Backend backend;
  private final LeaseDesk leases;
  private final OwnerThread owner;
  private final Executor events;
  private final DevicePool pool;
  private final JobEnvironment environment;
  private final Standbys standbys;
  private final List<String> problems;
  private final Map<String, TrackedJob> jobs = new HashMap<>();
  private final TreeSet<TrackedJob> queue = new TreeSet<>(TrackedJob.ORDER);
  private long submitted;
  private boolean closing;

  Dispatcher(
      Backend backend,
      LeaseStore store,
      OwnerThread owner,
      Executor events,
      List<Device> devices,
      List<String> problems) {
    this.backend = backend;
    this.owner = owner;
    this.events = events;
    this.problems = problems;
    leases = new LeaseDesk(store, owner, backend.host());
    pool = new DevicePool(devices);
    environment =
        new JobEnvironment(Runtime.getRuntime().availableProcessors(), pool.total(Device.Kind.GPU));
    standbys = new Standbys(backend, leases, owner);
  }

  void submit(Job job, JobListener listener) {
    if (jobs.containsKey(job.id())) {
      return;
    }
    TrackedJob tracked = new TrackedJob(job, listener, submitted++, Instant.now());
    jobs.put(job.id(), tracked);
    Optional<String> refusal = refusal(job);
    if (refusal.isPresent()) {
      finish(tracked, JobEnd.withoutProcess(Cause.START_FAILED, refusal.get()));
    } else if (closing) {
      finish(tracked, closedBeforeStart());
    } else {
      queue.add(tracked);
      place();
    }
  }

  private Optional<String> refusal(Job job) {
    return pool.shortage(job.resources())
        .map(shortage -> shortage + " on " + backend.host())
        .map(s -> problems.isEmpty() ? s : s + " (" + String.join("; ", problems) + ")");
  }

  /**
   * Starts what can start. A job that does not fit holds back the later ones of its kind, so that
   * it is not overtaken for ever.
   */
  private void place() {
    Set<Device.Kind> held = EnumSet.noneOf(Device.Kind.class);
    for (TrackedJob next : List.copyOf(queue)) {
      Device.Kind kind = DevicePool.kind(next.job.resources());
      if (closing || held.contains(kind)) {
        continue;
      }
      Optional<List<Device>> devices =
          pool.choose(next.job.resources(), standbys.preferredBy(next.job));
      if (devices.isEmpty() || !start(next, devices.get())) {
        held.add(kind);
      }
    }
  }

  private boolean start(TrackedJob next, List<Device> devices) {
    queue.remove(next);
    Job job = next.job;
    Instant now = Instant.now();
    next.place(devices);
    pool.take(devices.stream().map(Device::id).toList(), new Holder(job.id(), job.owner(), now));
    try {
      leases.take(job.id(), job.owner(), devices, now);
      backend.submit(
          job.withEnvironment(environment.of(job.environment(), job.resources(), devices)),
          devices,
          new Observer());
      startWallTime(next);
      return true;
    } catch (RuntimeException e) {
      startLater(next, e);
      return false;
    }
  }

  private void startLater(TrackedJob next, RuntimeException e) {
    boolean passing = LeaseDesk.passing(e);
    String id = next.job.id();
    log.warn("Job {} cannot start{}: {}", id, passing ? " yet" : "", e.getMessage());
    if (!passing) {
      next.endBeforeStart(
          JobEnd.withoutProcess(Cause.START_FAILED, "could not be started: " + e.getMessage()));
    }
    owner.later(LeaseDesk.RETRY, () -> leases.giveBack(id, () -> backToQueue(next)));
  }

  private void backToQueue(TrackedJob next) {
    pool.free(next.job.id());
    next.place(List.of());
    if (next.endBeforeStart().isPresent()) {
      finish(next, next.endBeforeStart().get());
    } else {
      queue.add(next);
    }
    place();
  }

  private void startWallTime(TrackedJob started) {
    Optional<Duration> wall = started.job.limits().wall();
    if (wall.isPresent() && !started.timed()) {
      Instant limit = Instant.now().plus(wall.get());
      String seconds = Double.toString(wall.get().toMillis() / 1000.0);
      expire(started, limit, "ran longer than its limit of " + seconds + " s");
    }
  }

  void deadline(String jobId, Optional<Instant> deadline) {
    TrackedJob tracked = jobs.get(jobId);
    if (tracked == null) {
      return;
    }
    tracked.timer(null);
    deadline.ifPresent(limit -> expire(tracked, limit, "did not end by its deadline, " + limit));
  }

  private void expire(TrackedJob tracked, Instant limit, String message) {
    Duration left = Duration.between(Instant.now(), limit);
    tracked.timer(
        owner.later(
            left.isNegative() ? Duration.ZERO : left,
            () -> stop(tracked.job.id(), TIMEOUT_GRACE, Cause.TIMED_OUT, message)));
  }

  void stop(String jobId, Duration grace, Cause cause, String message) {
    TrackedJob tracked = jobs.get(jobId);
    if (tracked == null) {
      return;
    }
    if (queue.remove(tracked)) {
      finish(tracked, JobEnd.withoutProcess(cause, message));
      place();
    } else {
      // Remembered as well as passed on: the job may be on its way back from a failed start.
      tracked.endBeforeStart(JobEnd.withoutProcess(cause, message));
      backend.stop(List.of(jobId), grace, cause, message);
    }
  }

  private void observed(Observation observation) {
    TrackedJob tracked = jobs.get(observation.jobId());
    if (tracked == null) {
      return;
    }
    if (observation.phase() == Observation.Phase.RUNNING) {
      List<Device> devices = tracked.devices();
      long pid = observation.process().map(ProcessIdentity::pid).orElse(0L);
      tell(() -> tracked.listener.started(tracked.job, devices, pid, observation.log()));
    } else if (observation.released()) {
      JobEnd end = observation.end().orElseThrow();
      leases.giveBack(tracked.job.id(), () -> ended(tracked, end));
    }
  }

  private void ended(TrackedJob tracked, JobEnd end) {
    pool.free(tracked.job.id());
    finish(tracked, end);
    place();
  }

  private void finish(TrackedJob tracked, JobEnd end) {
    tracked.timer(null);
    jobs.remove(tracked.job.id());
    tell(() -> tracked.listener.ended(tracked.job, end));
  }

  private void tell(Runnable event) {
    events.execute(
        () -> {
          try {
            event.run();
          } catch (RuntimeException e) {
            log.error("A listener to a job failed.", e);
          }
        });
  }

  void prepare(Standby standby) {
    if (!closing) {
      List<Device> devices = pool.likely(standby.resources());
      standbys.prepare(
          standby.withEnvironment(
              environment.of(standby.environment(), standby.resources(), devices)),
          devices);
    }
  }

  void discard(String key) {
    standbys.discard(key);
  }

  /** Deals with the leases that are not of this scheduler's own jobs. */
  List<Recovery> recover() {
    List<Lease> leftovers =
        leases.all().stream()
            .filter(lease -> !jobs.containsKey(lease.jobId()) && !standbys.owns(lease.jobId()))
            .toList();
    List<Recovery> recoveries = leftovers.isEmpty() ? List.of() : backend.recover(leftovers);
    for (Recovery recovery : recoveries) {
      Lease lease = recovery.lease();
      if (recovery.released()) {
        leases.giveBack(lease.jobId(), () -> pool.free(lease.jobId()));
      } else if (recovery.outcome() == Recovery.Outcome.REMAINS) {
        pool.take(lease.devices(), new Holder(lease.jobId(), lease.owner(), lease.since()));
      }
    }
    if (recoveries.stream().anyMatch(one -> one.outcome() == Recovery.Outcome.REMAINS)) {
      owner.later(RECOVER_AGAIN, this::recover);
    }
    place();
    return recoveries;
  }

  /** Ends everything; {@link #closed} tells when that is done. */
  void close(Duration grace) {
    closing = true;
    for (TrackedJob waiting : List.copyOf(queue)) {
      queue.remove(waiting);
      finish(waiting, closedBeforeStart());
    }
    for (TrackedJob running : List.copyOf(jobs.values())) {
      stop(running.job.id(), grace, Cause.STOPPED, "stopped because the scheduler was closed");
    }
    standbys.discardAll();
  }

  private static JobEnd closedBeforeStart() {
    return JobEnd.withoutProcess(
        Cause.STOPPED, "did not start because the scheduler was closed first");
  }

  boolean closed() {
    return closing && jobs.isEmpty() && standbys.isEmpty();
  }

  /** The status but for what the backend says of the running jobs. */
  SchedulerStatus snapshot() {
    List<Waiting> waiting = queue.stream().map(TrackedJob::waiting).toList();
    return new SchedulerStatus(pool.status(), List.of(), waiting, standbys.keys(), problems);
  }

  private final class Observer implements JobObserver {
    @Override
    public void identified(String jobId, ProcessIdentity process) {
      leases.attach(jobId, process);
    }

    @Override
    public void observed(Observation observation) {
      owner.run(() -> Dispatcher.this.observed(observation));
    }
  }
}
