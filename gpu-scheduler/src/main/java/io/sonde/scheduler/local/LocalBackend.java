package io.sonde.scheduler.local;

import io.sonde.scheduler.cgroup.ControlGroup;
import io.sonde.scheduler.cgroup.ControlGroups;
import io.sonde.scheduler.cgroup.MemoryKill;
import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.job.Standby;
import io.sonde.scheduler.local.OperatingSystem.ProcessEntry;
import io.sonde.scheduler.port.Backend;
import io.sonde.scheduler.port.JobObserver;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.Observation;
import io.sonde.scheduler.port.Observations;
import io.sonde.scheduler.port.ProcessIdentity;
import io.sonde.scheduler.port.Recovery;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs as processes of this machine, each in a control group of its own where the system
 * allows. Their output goes straight to their log files, and their exit codes to files, so that
 * they outlive the server if it dies; {@link #recover} of the next one adopts them.
 */
public final class LocalBackend implements Backend {

  /** Longer than any process needs that goes when it is killed. */
  private static final Duration CLOSING_LIMIT = Duration.ofSeconds(10);

  private final OperatingSystem system = OperatingSystem.current();
  private final String host = system.hostName();
  private final ExitFiles exits;
  private final ControlGroups groups;
  private final Map<String, ControlGroup> inherited;
  private final ProcessStarter starter;
  private final Map<String, LocalProcess> jobs = new ConcurrentHashMap<>();
  private final Map<String, Parked> parked = new ConcurrentHashMap<>();
  private final Timers timers = new Timers();
  private final ExecutorService writers =
      Executors.newCachedThreadPool(new DaemonThreads("sonde-input"));
  private final AtomicBoolean recoveredBefore = new AtomicBoolean();
  private volatile boolean closed;

  private record Parked(Standby standby, LocalProcess process) {}

  /**
   * Begins with no job.
   *
   * @param state the folder, for the servers of one home of which one runs at a time, in which
   *     processes leave their exit codes; made where it is missing. Its name tells the control
   *     groups of these servers from others
   */
  public LocalBackend(Path state) {
    this(new ExitFiles(Optional.of(folder(state))), ControlGroups.here(GroupOwner.of(state)));
  }

  /** Begins with no job; jobs that a later server adopts will end as {@code LOST}. */
  public LocalBackend() {
    this(new ExitFiles(Optional.empty()), ControlGroups.here(GroupOwner.passing()));
  }

  LocalBackend(ExitFiles exits, ControlGroups groups) {
    this.exits = exits;
    this.groups = groups;
    // Looked for while there are none of our own yet, so that these are never taken for strays.
    inherited = groups.present();
    starter = new ProcessStarter(system, System.getenv(), exits);
    LimitWatch.start(system, timers, jobs.values());
  }

  private static Path folder(Path state) {
    try {
      return Files.createDirectories(state.toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the folder " + state, e);
    }
  }

  @Override
  public String host() {
    return host;
  }

  @Override
  public Optional<String> control() {
    return Optional.of(groups.sentence());
  }

  @Override
  public void submit(Job job, List<Device> devices, JobObserver observer) {
    requireOpen();
    Assignment assignment = Assignment.job(job, devices, observer);
    LocalProcess present = jobs.get(job.id());
    if (present != null) {
      present.claim(assignment, job.log());
    } else if (!handOver(job, assignment)) {
      LocalProcess process =
          begin(job.command(), job.environment(), job.directory(), job.log(), assignment);
      if (process != null) {
        jobs.put(job.id(), process);
        process.open(writers);
      }
    }
  }

  private boolean handOver(Job job, Assignment assignment) {
    Parked candidate = job.standby().map(parked::get).orElse(null);
    if (candidate == null || !candidate.standby().serves(job)) {
      return false;
    }
    jobs.put(job.id(), candidate.process());
    boolean done = false;
    try {
      done = candidate.process().handOver(assignment, writers);
    } finally {
      if (done) {
        parked.remove(candidate.standby().key(), candidate);
      } else {
        jobs.remove(job.id());
      }
    }
    return done;
  }

  /**
   * Starts a process up to its gate and has its identity written down; null where it cannot start,
   * which the observer is told.
   */
  private @Nullable LocalProcess begin(
      List<String> command,
      Map<String, String> environment,
      Path directory,
      Path log,
      Assignment assignment) {
    GatedProcess gated;
    try {
      gated = starter.start(command, environment, directory, log);
    } catch (StartFailure e) {
      assignment.observer().observed(startFailed(assignment, log, e.getMessage()));
      return null;
    }
    ProcessIdentity identity = gated.identity();
    ProcessFamily family =
        ProcessFamily.ofChild(
            system,
            identity,
            groups.hold(identity.marker(), identity.pid(), assignment.memoryBytes()));
    try {
      assignment.observer().identified(assignment.id(), identity);
    } catch (RuntimeException e) {
      gated.abandon();
      family.disband();
      throw e;
    }
    return new LocalProcess(gated, family, log, assignment, system, host, this::forget);
  }

  private Observation startFailed(Assignment assignment, Path log, @Nullable String message) {
    JobEnd end = JobEnd.withoutProcess(Cause.START_FAILED, String.valueOf(message));
    return new Observation(
        assignment.id(),
        Observation.Phase.ENDED,
        "",
        host,
        assignment.devices(),
        Optional.empty(),
        Optional.of(log),
        Optional.of(end),
        true);
  }

  @Override
  public void prepare(Standby standby, JobObserver observer) {
    requireOpen();
    if (parked.containsKey(standby.key())) {
      return;
    }
    Assignment assignment = Assignment.parked(standby, observer);
    LocalProcess process =
        begin(
            standby.command(),
            standby.environment(),
            standby.directory(),
            standby.log(),
            assignment);
    if (process != null) {
      Parked place = new Parked(standby, process);
      parked.put(standby.key(), place);
      process.open(writers);
    }
  }

  /** A parked process may have become a job's before it ends. */
  private void forget(LocalProcess process) {
    parked.values().removeIf(place -> place.process() == process);
    jobs.values().remove(process);
    exits.remove(process.identity().marker());
    process.disband();
  }

  @Override
  public void discard(String key) {
    Parked place = parked.get(key);
    if (place != null) {
      place.process().stop(Duration.ZERO, Cause.STOPPED, "discarded", timers);
    }
  }

  @Override
  public Observations observe() {
    return Observations.of(jobs.values().stream().map(LocalProcess::observation).toList());
  }

  @Override
  public void stop(Collection<String> jobIds, Duration grace, Cause cause, String message) {
    for (String id : jobIds) {
      LocalProcess process = jobs.get(id);
      if (process != null) {
        process.stop(grace, cause, message, timers);
      }
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Only the first call waits. What is left in a later one was killed by the first, and would
   * not go: a process that hangs in the kernel, say.
   */
  @Override
  public List<Recovery> recover(Collection<Lease> leases) {
    requireOpen();
    List<Recovery> recoveries = new ArrayList<>();
    List<Lease> others = new ArrayList<>();
    for (Lease lease : leases) {
      adopt(lease).ifPresentOrElse(recoveries::add, () -> others.add(lease));
    }
    Duration limit = recoveredBefore.get() ? Duration.ZERO : LeftoverSweep.LIMIT;
    for (Recovery swept : new LeftoverSweep(system, host, inherited).sweep(others, limit)) {
      if (swept.released()) {
        swept.lease().process().ifPresent(process -> exits.remove(process.marker()));
      }
      recoveries.add(swept);
    }
    if (recoveredBefore.compareAndSet(false, true)) {
      Map<String, ControlGroup> strays = new HashMap<>(inherited);
      leases.forEach(lease -> lease.process().ifPresent(one -> strays.remove(one.marker())));
      StrayGroups.end(strays.values());
    }
    return recoveries;
  }

  /** Takes over a job that runs, or whose end is known; parked processes have nothing to go on. */
  private Optional<Recovery> adopt(Lease lease) {
    if (!lease.host().equals(host)
        || lease.process().isEmpty()
        || lease.jobId().startsWith(Backend.standbyId(""))) {
      return Optional.empty();
    }
    ProcessIdentity identity = lease.process().get();
    AdoptedProcess adopted = new AdoptedProcess(system, identity, exits);
    Optional<ControlGroup> group = Optional.ofNullable(inherited.get(identity.marker()));
    boolean outOfMemory = group.filter(one -> one.memoryKill() != MemoryKill.NONE).isPresent();
    if (!adopted.known() && !outOfMemory) {
      return Optional.empty();
    }
    boolean lives = adopted.alive();
    if (!jobs.containsKey(lease.jobId())) {
      LocalProcess process =
          new LocalProcess(
              adopted,
              ProcessFamily.ofLeftover(system, identity, group),
              lives
                  ? system.output(identity.pid()).orElse(LocalProcess.UNKNOWN_LOG)
                  : LocalProcess.UNKNOWN_LOG,
              Assignment.unclaimed(lease),
              system,
              host,
              this::forget);
      jobs.put(lease.jobId(), process);
      process.open(writers);
    }
    String message = lives ? "process %d goes on" : "process %d ended meanwhile";
    return Optional.of(
        new Recovery(lease, Recovery.Outcome.ADOPTED, message.formatted(identity.pid())));
  }

  @Override
  public Set<Long> own(Collection<Long> pids) {
    if (pids.isEmpty()) {
      return Set.of();
    }
    List<ProcessEntry> now = system.processes();
    return Stream.concat(jobs.values().stream(), parked.values().stream().map(Parked::process))
        .flatMap(process -> process.own(pids, now).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public InputStream logs(String jobId) throws IOException {
    LocalProcess process = jobs.get(jobId);
    if (process == null) {
      throw new NoSuchFileException("no job " + jobId + " runs here");
    }
    return Files.newInputStream(process.log());
  }

  @Override
  public void close() {
    closed = true;
    parked.keySet().forEach(this::discard);
    stop(List.copyOf(jobs.keySet()), Duration.ZERO, Cause.STOPPED, "the backend was closed");
    try {
      long begin = System.nanoTime();
      while (!(jobs.isEmpty() && parked.isEmpty())
          && System.nanoTime() - begin < CLOSING_LIMIT.toNanos()) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    timers.end();
    writers.shutdown();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the backend is closed");
    }
  }
}
