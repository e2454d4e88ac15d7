package io.sonde.scheduler.queue;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.device.Reading;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.Resources;
import io.sonde.scheduler.job.Standby;
import io.sonde.scheduler.placement.Settings;
import io.sonde.scheduler.port.Backend;
import io.sonde.scheduler.port.DeviceProbe;
import io.sonde.scheduler.port.DeviceProbeException;
import io.sonde.scheduler.port.LeaseStore;
import io.sonde.scheduler.port.Observation;
import io.sonde.scheduler.port.Observations;
import io.sonde.scheduler.port.Recovery;
import io.sonde.scheduler.queue.SchedulerStatus.DeviceStatus;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs on devices, in the order and by the rules of {@link
 * io.sonde.scheduler.placement.Placement}. A device is leased to one job at a time, or to several
 * that share it: the lease is in the store before anything of the job runs, and is given back only
 * when nothing of the job is left. Safe for use by several threads; all calls but {@link #recover},
 * {@link #logs} and {@link #close} return at once.
 */
public final class Scheduler implements AutoCloseable {

  private static final Duration CLOSING_GRACE = Duration.ofSeconds(5);
  private static final Duration CLOSING_LIMIT = Duration.ofSeconds(30);

  private static final Logger log = LoggerFactory.getLogger(Scheduler.class);

  private final Backend backend;
  private final OwnerThread owner;
  private final ExecutorService events;
  private final Dispatcher dispatcher;
  private final DeviceWatch watch;
  private final CountDownLatch idle = new CountDownLatch(1);
  private volatile SchedulerStatus snapshot;
  private volatile Set<String> wanted = Set.of();
  private volatile boolean waiting;
  private volatile boolean closed;

  /**
   * Finds the devices and starts to schedule. A probe that fails is no reason to do without the
   * devices of the others: its sentence is logged, shown in the status and told to jobs that ask
   * for too much.
   *
   * @param backend runs the jobs; closed together with the scheduler
   * @param leases remembers who holds what
   * @param probes find the devices
   */
  public Scheduler(Backend backend, LeaseStore leases, List<DeviceProbe> probes) {
    this(backend, leases, probes, Settings.DEFAULT);
  }

  /**
   * The same with other rules for giving out devices.
   *
   * @param settings the rules
   */
  public Scheduler(
      Backend backend, LeaseStore leases, List<DeviceProbe> probes, Settings settings) {
    this.backend = Objects.requireNonNull(backend, "backend");
    List<Device> devices = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    List<DeviceProbe> answering = new ArrayList<>();
    for (DeviceProbe probe : probes) {
      try {
        devices.addAll(probe.devices());
        answering.add(probe);
      } catch (DeviceProbeException e) {
        log.warn("Going on without some devices: {}", e.getMessage());
        problems.add(e.getMessage());
      }
    }
    snapshot =
        new SchedulerStatus(
            List.of(), List.of(), List.of(), List.of(), problems, backend.control());
    events =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "sonde-job-events");
              thread.setDaemon(true);
              return thread;
            });
    owner = new OwnerThread("sonde-scheduler", this::publish);
    MemoryReturn memory = new MemoryReturn(answering, MemoryReturn.BOUND, this::lastSeen);
    dispatcher =
        new Dispatcher(backend, leases, owner, events, devices, settings, problems, memory);
    snapshot = dispatcher.snapshot();
    watch = new DeviceWatch(answering, backend, this::held, new Told());
  }

  private final class Told implements DeviceWatch.Listener {
    @Override
    public void usedByOthers(Map<String, Long> bytes) {
      Scheduler.this.usedByOthers(bytes);
    }

    @Override
    public void gone(String deviceId, String reason) {
      setAside(deviceId, reason);
    }
  }

  private Optional<Reading> lastSeen(String deviceId) {
    return watch.seen(deviceId).map(DeviceWatch.Seen::reading);
  }

  private Set<String> held() {
    return snapshot.devices().stream()
        .filter(one -> !one.holders().isEmpty())
        .map(one -> one.device().id())
        .collect(Collectors.toSet());
  }

  /**
   * Puts a job into the queue. A job whose id is queued or runs already is left as it is, and the
   * listener not told anything. A job that can never run here ends at once as {@code START_FAILED}
   * with a sentence.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public void submit(Job job, JobListener listener) {
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(listener, "listener");
    requireOpen();
    owner.run(() -> dispatcher.submit(job, listener));
  }

  /**
   * Ends a job as {@code STOPPED}: takes it out of the queue, or asks its processes to end
   * (SIGTERM) and kills after the grace what has not. A job that is not here is ignored.
   *
   * @param reason a sentence, which becomes the message of the job's end
   */
  public void stop(String jobId, Duration grace, String reason) {
    owner.run(() -> dispatcher.stop(jobId, grace, Cause.STOPPED, reason));
  }

  /**
   * Sets the time at which a job is stopped as {@code TIMED_OUT}, in place of an earlier deadline
   * and of the job's wall time limit; empty lifts it. A job that is not here is ignored.
   */
  public void deadline(String jobId, Optional<Instant> deadline) {
    owner.run(() -> dispatcher.deadline(jobId, deadline));
  }

  /**
   * Starts a process ahead of its job. One that is parked under the key already is kept if it is
   * the same, else it is killed first. The process is an optimisation: where it cannot be parked,
   * this is logged, and the job starts one of its own.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public void prepare(Standby standby) {
    Objects.requireNonNull(standby, "standby");
    requireOpen();
    owner.run(() -> dispatcher.prepare(standby));
  }

  /** Kills the process parked under a key, if there is one. */
  public void discard(String key) {
    owner.run(() -> dispatcher.discard(key));
  }

  /**
   * Gives a job another priority, waiting or running; the larger goes first. A job that is not here
   * is ignored.
   */
  public void reprioritise(String jobId, int priority) {
    owner.run(() -> dispatcher.reprioritise(jobId, priority));
  }

  /**
   * Gives all jobs of an owner another priority, those that are here and those that come, whatever
   * they say themselves, until {@link #forget}.
   */
  public void prioritise(String jobOwner, int priority) {
    owner.run(() -> dispatcher.prioritise(jobOwner, priority));
  }

  /** Undoes {@link #prioritise} and {@link #pause} for an owner that will have no more jobs. */
  public void forget(String jobOwner) {
    owner.run(() -> dispatcher.forget(jobOwner));
  }

  /**
   * Keeps the jobs of an owner from starting, those that wait and those that come, until {@link
   * #resume}. Running ones go on.
   */
  public void pause(String jobOwner) {
    owner.run(() -> dispatcher.pause(jobOwner));
  }

  /** Lets the jobs of an owner start again. Nothing happens where it is not paused. */
  public void resume(String jobOwner) {
    owner.run(() -> dispatcher.resume(jobOwner));
  }

  /**
   * Says how much memory, in bytes, processes of other people hold on which devices; on those that
   * are not named, none. Jobs stay away from the named ones unless they may go beside others. Where
   * the probes tell what runs on the devices, this is said of itself from {@link #recover} on.
   */
  public void usedByOthers(Map<String, Long> bytes) {
    Map<String, Long> now = Map.copyOf(bytes);
    owner.run(() -> dispatcher.usedByOthers(now));
  }

  /**
   * Gives a device, or a node of a cluster, no more jobs, until it is put back or the server is
   * started again; the job that has it goes on. A device that is set aside already keeps its
   * reason.
   *
   * @param reason a sentence for people
   */
  public void setAside(String deviceId, String reason) {
    owner.run(() -> dispatcher.setAside(deviceId, reason));
  }

  /** Gives jobs to a device again that was set aside, by whomever. */
  public void putBack(String deviceId) {
    owner.run(() -> dispatcher.putBack(deviceId));
  }

  /** How many jobs with these resources can run at a time with everything free; 0 for none. */
  public int capacity(Resources resources) {
    return dispatcher.capacity(resources);
  }

  /**
   * Whether a job waits for devices that is not paused: who holds some without need should give
   * them up.
   */
  public boolean waiting() {
    return waiting;
  }

  /**
   * Whether a job should let go of its devices as soon as it can do so without loss: another waits
   * that goes before the next one like it.
   */
  public boolean wanted(String jobId) {
    return wanted.contains(jobId);
  }

  /** The devices, the running jobs and the queue as they are now. */
  public SchedulerStatus status() {
    SchedulerStatus last = snapshot;
    List<DeviceStatus> devices =
        last.devices().stream()
            .map(one -> watch.seen(one.device().id()).map(one::seen).orElse(one))
            .toList();
    List<String> problems = new ArrayList<>(last.problems());
    watch.problem().filter(sentence -> !problems.contains(sentence)).ifPresent(problems::add);
    Observations observed = backend.observe();
    Stream.concat(observed.unavailable().stream(), backend.problem().stream())
        .forEach(problems::add);
    List<Observation> jobs = new ArrayList<>(observed.jobs());
    jobs.addAll(last.running());
    return new SchedulerStatus(
        devices, jobs, last.queue(), last.standbys(), problems, last.control());
  }

  /**
   * The output so far of a job that runs.
   *
   * @throws IOException where no such job runs, or its log cannot be read
   */
  public InputStream logs(String jobId) throws IOException {
    return backend.logs(jobId);
  }

  /**
   * Deals with what an earlier server left behind: adopts its jobs that run on, with their leases,
   * stops what has nothing to go on and frees its leases. To be called once, before the first job
   * is submitted. Who submits an adopted job again, by its id, hears of it from now on: that it
   * runs, and its end, even one that it came to meanwhile. {@link #settle} stops the others. Blocks
   * until what is to be stopped is gone, some seconds at most; processes that would not go keep
   * their devices and are tried again later. From then on the devices are watched: what they do,
   * and who else uses them.
   *
   * @return what was found, one entry a lease
   */
  public List<Recovery> recover() {
    requireOpen();
    CompletableFuture<List<Recovery>> result = new CompletableFuture<>();
    owner.run(
        () -> {
          try {
            result.complete(dispatcher.recover());
          } catch (RuntimeException e) {
            result.completeExceptionally(e);
          }
        });
    try {
      List<Recovery> recoveries = result.join();
      watch.start();
      return recoveries;
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** The adopted jobs that have not been submitted again so far. */
  public Set<String> adopted() {
    return dispatcher.adopted();
  }

  /** Everybody has submitted what goes on: stops the adopted jobs that nobody has. */
  public void settle() {
    owner.run(dispatcher::settle);
  }

  /**
   * Stops every job and every parked process, waits until nothing of them is left and their
   * listeners have been told, and closes the backend. Not to be called by a listener.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    watch.close();
    owner.run(() -> dispatcher.close(CLOSING_GRACE));
    try {
      idle.await(CLOSING_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      backend.close();
      // What only ended as the backend was closed is still to be written down.
      if (!idle.await(CLOSING_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("Not everything ended in time; the next start deals with what is left.");
      }
      owner.end();
      events.shutdown();
      if (!events.awaitTermination(CLOSING_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("A listener to a job does not return.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      backend.close();
      owner.end();
      events.shutdown();
    }
  }

  private void publish() {
    snapshot = dispatcher.snapshot();
    waiting = dispatcher.anyWaiting();
    wanted = dispatcher.wanted();
    if (closed && dispatcher.closed()) {
      idle.countDown();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the scheduler is closed");
    }
  }
}
