package io.sonde.scheduler.queue;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Cause;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.Standby;
import io.sonde.scheduler.port.Backend;
import io.sonde.scheduler.port.DeviceProbe;
import io.sonde.scheduler.port.DeviceProbeException;
import io.sonde.scheduler.port.LeaseStore;
import io.sonde.scheduler.port.Recovery;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs on devices, by priority and then in the order they came. A device is leased to one job
 * at a time: the lease is in the store before anything of the job runs, and is given back only when
 * nothing of the job is left. Safe for use by several threads; all calls but {@link #recover},
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
  private final CountDownLatch idle = new CountDownLatch(1);
  private volatile SchedulerStatus snapshot;
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
    this.backend = Objects.requireNonNull(backend, "backend");
    List<Device> devices = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (DeviceProbe probe : probes) {
      try {
        devices.addAll(probe.devices());
      } catch (DeviceProbeException e) {
        log.warn("Going on without some devices: {}", e.getMessage());
        problems.add(e.getMessage());
      }
    }
    snapshot = new SchedulerStatus(List.of(), List.of(), List.of(), List.of(), problems);
    events =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "sonde-job-events");
              thread.setDaemon(true);
              return thread;
            });
    owner = new OwnerThread("sonde-scheduler", this::publish);
    dispatcher = new Dispatcher(backend, leases, owner, events, devices, problems);
    snapshot = dispatcher.snapshot();
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

  /** Whether a job waits for devices: who holds some without need should give them up. */
  public boolean waiting() {
    return !snapshot.queue().isEmpty();
  }

  /** The devices, the running jobs and the queue as they are now. */
  public SchedulerStatus status() {
    SchedulerStatus last = snapshot;
    return new SchedulerStatus(
        last.devices(), backend.observe(), last.queue(), last.standbys(), last.problems());
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
   * Deals with what an earlier server left behind: stops the processes of its jobs and frees their
   * leases. To be called once, before the first job is submitted. Blocks until the processes are
   * gone, some seconds at most; those that would not go keep their devices and are tried again
   * later.
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
      return result.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
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
    owner.run(() -> dispatcher.close(CLOSING_GRACE));
    try {
      if (!idle.await(CLOSING_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("Not everything ended in time; the next start deals with what is left.");
      }
      backend.close();
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
