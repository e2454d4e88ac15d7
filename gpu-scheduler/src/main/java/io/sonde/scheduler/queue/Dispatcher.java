package io.sonde.scheduler.queue;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.job.Resources;
import io.sonde.scheduler.job.Standby;
import io.sonde.scheduler.placement.Decision;
import io.sonde.scheduler.placement.Demand;
import io.sonde.scheduler.placement.Placement;
import io.sonde.scheduler.placement.Settings;
import io.sonde.scheduler.port.Backend;
import io.sonde.scheduler.port.JobObserver;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.LeaseStore;
import io.sonde.scheduler.port.Observation;
import io.sonde.scheduler.port.ProcessIdentity;
import io.sonde.scheduler.port.Recovery;
import io.sonde.scheduler.queue.SchedulerStatus.DeviceStatus;
import io.sonde.scheduler.queue.SchedulerStatus.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes jobs from the queue to devices to their end. For the owner thread. */
final class Dispatcher {

  /** After so many starts, each of which takes some milliseconds, others get their turn. */
  private static final int STARTS_AT_ONCE = 4;

  /** What a job that makes room for another may take to write a checkpoint. */
  private static final Duration PREEMPTION_GRACE = Duration.ofSeconds(10);

  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);

  private final Backend backend;
  private final LeaseDesk leases;
  private final OwnerThread owner;
  private final Executor events;
  private final Placement placement;
  private final boolean engine;
  private final JobEnvironment environment;
  private final Standbys standbys;
  private final Adoptions adoptions;
  private final Leftovers leftovers;
  private final Deadlines deadlines;
  private final PatienceTimer patience;
  private final AsideDevices aside;
  private final ClusterNodes nodes;
  private final ReturningMemory memory;
  private final List<String> problems;
  private final Map<String, TrackedJob> jobs = new HashMap<>();
  private boolean deciding;
  private boolean closing;

  Dispatcher(
      Backend backend,
      LeaseStore store,
      OwnerThread owner,
      Executor events,
      List<Device> devices,
      Settings settings,
      List<String> problems,
      MemoryReturn memory) {
    this.backend = backend;
    this.owner = owner;
    this.events = events;
    this.problems = problems;
    engine = backend.capacity().isPresent();
    leases = new LeaseDesk(store, owner, backend.host());
    placement =
        engine
            ? Placement.inEngine(backend.capacity().getAsInt(), settings)
            : Placement.onDevices(devices, settings);
    int gpus = (int) devices.stream().filter(one -> one.kind() == Device.Kind.GPU).count();
    environment = new JobEnvironment(Runtime.getRuntime().availableProcessors(), gpus, engine);
    standbys = new Standbys(backend, leases, owner);
    adoptions = new Adoptions(backend, owner, id -> leases.giveBack(id, () -> free(id)));
    leftovers =
        new Leftovers(
            backend, leases, owner, placement, List.copyOf(devices), adoptions, Leftovers.AGAIN);
    deadlines =
        new Deadlines(owner, placement, (id, grace, why) -> stop(id, grace, Cause.TIMED_OUT, why));
    patience = new PatienceTimer(owner, placement, this::place);
    aside = new AsideDevices(placement, backend);
    nodes = new ClusterNodes(aside);
    this.memory = new ReturningMemory(memory, owner, placement, aside, this::giveBack);
  }

  void submit(Job job, JobListener listener) {
    if (jobs.containsKey(job.id())) {
      return;
    }
    TrackedJob tracked = new TrackedJob(job, listener, Instant.now());
    jobs.put(job.id(), tracked);
    Optional<Lease> adopted = adoptions.claim(job.id());
    if (adopted.isPresent()) {
      attach(tracked, adopted.get());
      return;
    }
    Optional<String> refusal = refusal(job);
    if (refusal.isPresent()) {
      finish(tracked, JobEnd.withoutProcess(Cause.START_FAILED, refusal.get()));
    } else if (closing) {
      finish(tracked, closedBeforeStart());
    } else {
      placement.submit(Demand.of(job), Instant.now());
      place();
    }
  }

  /** Goes on with a job that an earlier server has started, on the devices that it holds. */
  private void attach(TrackedJob tracked, Lease lease) {
    Job job = tracked.job;
    List<Device> held = leftovers.heldBy(lease);
    placement.occupy(Demand.of(job), lease.devices(), lease.since(), Instant.now());
    tracked.place(held);
    backend.submit(
        job.withEnvironment(environment.of(job.environment(), job.resources(), held)),
        held,
        new Observer(process -> {}));
    if (!engine) {
      deadlines.started(tracked, lease.since());
    }
  }

  private void free(String jobId) {
    placement.release(jobId, Instant.now());
    place();
  }

  private Optional<String> refusal(Job job) {
    return placement
        .shortage(job.resources())
        .map(shortage -> shortage + " on " + backend.host())
        .map(s -> problems.isEmpty() ? s : s + " (" + String.join("; ", problems) + ")");
  }

  /** Decides what starts once what waits for its turn before has had it, once for all of that. */
  private void place() {
    if (!deciding) {
      deciding = true;
      owner.run(this::decide);
    }
  }

  /** Starts what can start, and ends what is to make room. */
  private void decide() {
    deciding = false;
    if (closing) {
      return;
    }
    Instant now = Instant.now();
    Decision decision = placement.decide(now, STARTS_AT_ONCE, this::preferred);
    for (Decision.Start start : decision.starts()) {
      start(Objects.requireNonNull(jobs.get(start.job())), start.devices());
    }
    for (Decision.Preemption preemption : decision.preemptions()) {
      String message = "ended to make room for " + preemption.beneficiary() + ", which goes first";
      stop(preemption.job(), PREEMPTION_GRACE, Cause.PREEMPTED, message);
    }
    if (decision.starts().size() == STARTS_AT_ONCE) {
      place();
    }
    patience.set(now);
  }

  private List<Device> preferred(String jobId) {
    TrackedJob tracked = jobs.get(jobId);
    return tracked == null ? List.of() : standbys.preferredBy(tracked.job);
  }

  private void start(TrackedJob next, List<Device> devices) {
    Job job = next.job;
    Instant now = Instant.now();
    next.place(devices);
    memory.taken(next);
    try {
      if (engine) {
        leases.take(job, devices, now, Optional.empty());
      }
      backend.submit(
          job.withEnvironment(environment.of(job.environment(), job.resources(), devices)),
          devices,
          new Observer(process -> leases.take(job, devices, now, Optional.of(process))));
      if (!engine) {
        deadlines.started(next, now);
      }
    } catch (RuntimeException e) {
      startLater(next, e);
    }
  }

  private void startLater(TrackedJob next, RuntimeException e) {
    boolean passing = LeaseDesk.passing(e);
    String id = next.job.id();
    log.atWarn()
        .addKeyValue("job", id)
        .log("Job {} cannot start{}: {}", id, passing ? " yet" : "", e.getMessage());
    if (!passing) {
      next.endBeforeStart(
          JobEnd.withoutProcess(Cause.START_FAILED, "could not be started: " + e.getMessage()));
    }
    owner.later(LeaseDesk.RETRY, () -> leases.giveBack(id, () -> backToQueue(next)));
  }

  private void backToQueue(TrackedJob next) {
    next.place(List.of());
    if (next.endBeforeStart().isPresent()) {
      placement.release(next.job.id(), Instant.now());
      finish(next, next.endBeforeStart().get());
    } else {
      placement.putBack(next.job.id(), Instant.now());
    }
    place();
  }

  void deadline(String jobId, Optional<Instant> deadline) {
    TrackedJob tracked = jobs.get(jobId);
    if (tracked != null) {
      deadlines.set(tracked, deadline);
    }
  }

  void stop(String jobId, Duration grace, Cause cause, String message) {
    TrackedJob tracked = jobs.get(jobId);
    if (tracked == null) {
      return;
    }
    if (placement.withdraw(jobId)) {
      finish(tracked, JobEnd.withoutProcess(cause, message));
      place();
    } else {
      // Remembered as well as passed on: the job may be on its way back from a failed start.
      tracked.endBeforeStart(JobEnd.withoutProcess(cause, message));
      placement.ending(jobId);
      backend.stop(List.of(jobId), grace, cause, message);
    }
  }

  void reprioritise(String jobId, int priority) {
    placement.reprioritise(jobId, priority, Instant.now());
    place();
  }

  void prioritise(String owner, int priority) {
    placement.prioritise(owner, priority, Instant.now());
    place();
  }

  void forget(String owner) {
    placement.forget(owner, Instant.now());
    place();
  }

  void pause(String owner) {
    placement.pause(owner);
    place();
  }

  void resume(String owner) {
    placement.resume(owner, Instant.now());
    place();
  }

  void usedByOthers(Map<String, Long> bytes) {
    placement.foreign(bytes);
    place();
  }

  private void observed(Observation observation) {
    TrackedJob tracked = jobs.get(observation.jobId());
    if (tracked == null) {
      return;
    }
    if (engine) {
      nodes.seen(tracked, observation);
    }
    if (observation.phase() == Observation.Phase.RUNNING) {
      started(tracked, observation);
    } else if (observation.released()) {
      if (!tracked.begun() && observation.process().isPresent()) {
        started(tracked, observation); // it was adopted, and had ended before it was claimed
      }
      if (closing) {
        giveBack(tracked, observation);
      } else {
        memory.await(tracked, observation);
      }
    }
  }

  private void started(TrackedJob tracked, Observation observation) {
    Instant now = Instant.now();
    tracked.begin(now);
    if (engine) {
      // Its limit counts from its start, which is the engine's to choose.
      deadlines.started(tracked, now);
    }
    List<Device> devices = tracked.devices();
    long pid = observation.process().map(ProcessIdentity::pid).orElse(0L);
    Path output = observation.log().orElse(tracked.job.log());
    tell(() -> tracked.listener.started(tracked.job, devices, pid, output));
  }

  /** Nothing of a job is left, and its devices are free. */
  private void giveBack(TrackedJob tracked, Observation last) {
    JobEnd end = last.end().orElseThrow();
    leases.giveBack(tracked.job.id(), () -> ended(tracked, end));
  }

  private void ended(TrackedJob tracked, JobEnd end) {
    aside.ended(tracked, end);
    placement.release(tracked.job.id(), Instant.now());
    finish(tracked, end);
    place();
  }

  void setAside(String deviceId, String reason) {
    aside.setAside(deviceId, reason);
  }

  void putBack(String deviceId) {
    aside.putBack(deviceId);
    memory.forget(deviceId);
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
    if (deciding) {
      // A job that was submitted before this may take the process that is parked now.
      owner.run(() -> prepare(standby));
      return;
    }
    // In an engine a process that waits for its job would hold an allocation meanwhile.
    if (!closing && !engine) {
      List<Device> devices = placement.likely(standby.resources());
      standbys.prepare(
          standby.withEnvironment(
              environment.of(standby.environment(), standby.resources(), devices)),
          devices);
    }
  }

  void discard(String key) {
    standbys.discard(key);
  }

  /** Deals with what an earlier server left; to be called before there are jobs of its own. */
  List<Recovery> recover() {
    return leftovers.recover(id -> jobs.containsKey(id) || standbys.owns(id), this::place);
  }

  /** What was adopted and waits to be submitted again. May be asked in any thread. */
  Set<String> adopted() {
    return adoptions.ids();
  }

  /** Stops what was adopted and not submitted again. */
  void settle() {
    adoptions.dismiss();
  }

  /** Ends everything; {@link #closed} tells when that is done. */
  void close(Duration grace) {
    closing = true;
    memory.close();
    for (TrackedJob tracked : List.copyOf(jobs.values())) {
      if (placement.withdraw(tracked.job.id())) {
        finish(tracked, closedBeforeStart());
      }
    }
    for (TrackedJob running : List.copyOf(jobs.values())) {
      stop(running.job.id(), grace, Cause.STOPPED, "stopped because the scheduler was closed");
    }
    standbys.discardAll();
    settle();
  }

  private static JobEnd closedBeforeStart() {
    return JobEnd.withoutProcess(
        Cause.STOPPED, "did not start because the scheduler was closed first");
  }

  boolean closed() {
    return closing && jobs.isEmpty() && standbys.isEmpty() && adoptions.isEmpty();
  }

  /** The status but for what the backend says of the jobs it has. */
  SchedulerStatus snapshot() {
    List<DeviceStatus> held =
        engine
            ? nodes.status(jobs.values())
            : placement.devices().stream()
                .map(one -> DeviceStatus.of(one, aside.reason(one.device().id())))
                .toList();
    List<Waiting> waiting = placement.waiting(Instant.now()).stream().map(Waiting::of).toList();
    return new SchedulerStatus(
        held,
        ReturningMemory.among(jobs.values()),
        engine ? ClusterNodes.alsoHandedOver(waiting, jobs.values()) : waiting,
        standbys.keys(),
        problems,
        backend.control());
  }

  boolean anyWaiting() {
    return placement.anyWaiting();
  }

  /** The running jobs whose devices a waiting job should have next. */
  Set<String> wanted() {
    if (!placement.anyWaiting()) {
      return Set.of();
    }
    Instant now = Instant.now();
    return jobs.keySet().stream()
        .filter(job -> placement.wanted(job, now))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** How many jobs with these resources fit at a time, with everything free. */
  int capacity(Resources resources) {
    return placement.shortage(resources).isPresent() ? 0 : placement.capacity(resources);
  }

  private final class Observer implements JobObserver {
    private final Consumer<ProcessIdentity> lease;

    /** Takes a lease for the job's process before that does anything. */
    Observer(Consumer<ProcessIdentity> lease) {
      this.lease = lease;
    }

    @Override
    public void identified(String jobId, ProcessIdentity process) {
      lease.accept(process);
    }

    @Override
    public void observed(Observation observation) {
      owner.run(() -> Dispatcher.this.observed(observation));
    }
  }
}
