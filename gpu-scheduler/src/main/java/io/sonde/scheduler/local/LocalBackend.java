package io.sonde.scheduler.local;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.job.Standby;
import io.sonde.scheduler.port.Backend;
import io.sonde.scheduler.port.JobObserver;
import io.sonde.scheduler.port.Lease;
import io.sonde.scheduler.port.Observation;
import io.sonde.scheduler.port.Recovery;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs as processes of this machine. Their output goes straight to their log files, so that
 * they outlive the server if it dies; {@link #recover} of the next one finds them.
 */
public final class LocalBackend implements Backend {

  /** Longer than any process needs that goes when it is killed. */
  private static final Duration CLOSING_LIMIT = Duration.ofSeconds(10);

  private final OperatingSystem system = OperatingSystem.current();
  private final String host = system.hostName();
  private final ProcessStarter starter = new ProcessStarter(system, System.getenv());
  private final Map<String, LocalProcess> jobs = new ConcurrentHashMap<>();
  private final Map<String, Parked> parked = new ConcurrentHashMap<>();
  private final Timers timers = new Timers();
  private final ExecutorService writers =
      Executors.newCachedThreadPool(new DaemonThreads("sonde-input"));
  private volatile boolean closed;

  private record Parked(Standby standby, LocalProcess process) {}

  /** Begins with no job. */
  public LocalBackend() {
    LimitWatch.start(system, timers, jobs.values());
  }

  @Override
  public String host() {
    return host;
  }

  @Override
  public void submit(Job job, List<Device> devices, JobObserver observer) {
    requireOpen();
    Assignment assignment = Assignment.job(job, devices, observer);
    if (!jobs.containsKey(job.id()) && !handOver(job, assignment)) {
      LocalProcess process =
          begin(job.command(), job.environment(), job.directory(), job.log(), assignment);
      if (process != null) {
        jobs.put(job.id(), process);
        process.open(writers, () -> jobs.remove(job.id()));
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
    try {
      assignment.observer().identified(assignment.id(), gated.identity());
    } catch (RuntimeException e) {
      gated.abandon();
      throw e;
    }
    return new LocalProcess(gated, log, assignment, system, host);
  }

  private Observation startFailed(Assignment assignment, Path log, @Nullable String message) {
    JobEnd end = JobEnd.withoutProcess(Cause.START_FAILED, String.valueOf(message));
    return new Observation(
        assignment.id(),
        Observation.Phase.ENDED,
        host,
        assignment.devices(),
        Optional.empty(),
        log,
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
      process.open(writers, () -> forget(place));
    }
  }

  /** A parked process may have become a job's before it ends. */
  private void forget(Parked place) {
    parked.remove(place.standby().key(), place);
    jobs.values().remove(place.process());
  }

  @Override
  public void discard(String key) {
    Parked place = parked.get(key);
    if (place != null) {
      place.process().stop(Duration.ZERO, Cause.STOPPED, "discarded", timers);
    }
  }

  @Override
  public List<Observation> observe() {
    return jobs.values().stream().map(LocalProcess::observation).toList();
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

  @Override
  public List<Recovery> recover(Collection<Lease> leases) {
    return new LeftoverSweep(system, host).sweep(leases);
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
