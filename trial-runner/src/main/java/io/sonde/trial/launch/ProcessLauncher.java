package io.sonde.trial.launch;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.queue.JobListener;
import io.sonde.scheduler.queue.Scheduler;
import io.sonde.search.port.TrialLauncher;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Verdict;
import io.sonde.search.spec.SweepSpec;
import io.sonde.trial.checkpoint.Checkpoints;
import io.sonde.trial.checkpoint.RunFolders;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs each attempt in a process of its own, one job of the scheduler. The process reports over
 * HTTP, or by lines that it prints; its end is the end of the attempt, told once the process and
 * all its children are gone and what it printed has been taken.
 *
 * <p>Thread-safe: everything happens on one thread of its own. Closing ends that thread, not the
 * processes, which are the scheduler's.
 */
public final class ProcessLauncher implements TrialLauncher, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ProcessLauncher.class);

  /** From being asked to end (SIGTERM) to being killed. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** How long a process that called may take to end by itself once it was told to. */
  private static final Duration TO_END = Duration.ofMinutes(1);

  /** How often logs are looked at; a file tells nobody that it has grown. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Scheduler scheduler;
  private final ProcessJobs jobs;
  private final AttemptReports reports;
  private final Map<AttemptId, ProcessAttempt> running = new HashMap<>();
  private final ScheduledExecutorService owner =
      Executors.newSingleThreadScheduledExecutor(ProcessLauncher::thread);

  /**
   * Wires the launcher.
   *
   * @param command what a process runs
   * @param reports where its reports go
   * @param runs the folder for logs and checkpoints, absolute; made where it is missing
   * @param pythonModule the folder of our Python module
   * @param server the address that processes report to, asked for when one is started
   */
  public ProcessLauncher(
      Scheduler scheduler,
      AttemptCommand command,
      AttemptReports reports,
      Path runs,
      Path pythonModule,
      Supplier<URI> server) {
    this.scheduler = scheduler;
    this.reports = reports;
    this.jobs = new ProcessJobs(command, new RunFolders(runs), pythonModule, server);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "sonde-processes");
    thread.setDaemon(true);
    return thread;
  }

  /** The attempt that a job runs; empty for a job that is not of this kind of launcher. */
  public static Optional<AttemptId> attempt(String jobId) {
    return ProcessJobs.attempt(jobId);
  }

  @Override
  public Handle launch(Request request, Listener listener) {
    AttemptNotes notes = new AttemptNotes(jobs.log(request.attempt()));
    AttemptReports.Told told =
        new AttemptReports.Told(request.token(), new Answers(request.attempt(), notes));
    ProcessAttempt attempt = attempt(request, listener, told, notes);
    run(() -> start(attempt, request, notes));
    return handle(attempt);
  }

  @Override
  public Optional<Handle> adopt(Request request, Course course, Listener listener) {
    if (!scheduler.adopted().contains(ProcessJobs.id(request.attempt()))) {
      return Optional.empty();
    }
    AttemptNotes notes = new AttemptNotes(jobs.log(request.attempt()));
    Answers answers = new Answers(request.attempt(), notes);
    ProcessAttempt attempt =
        attempt(
            request,
            listener,
            AttemptReports.Told.adopted(request.token(), answers, course),
            notes);
    attempt.goesOn(course.after());
    run(
        () -> {
          start(attempt, request, notes);
          course.told().ifPresent(verdict -> endBy(attempt.id(), TO_END));
        });
    return Optional.of(handle(attempt));
  }

  private ProcessAttempt attempt(
      Request request, Listener listener, AttemptReports.Told told, AttemptNotes notes) {
    reports.watch(request.attempt(), told);
    return new ProcessAttempt(request, listener, reports, told, notes, jobs, this::run);
  }

  private Handle handle(ProcessAttempt attempt) {
    return new Handle() {
      @Override
      public void cancel(String reason) {
        run(() -> ProcessLauncher.this.cancel(attempt, reason));
      }

      @Override
      public void release() {
        run(() -> ProcessLauncher.this.release(attempt));
      }
    };
  }

  /** Completes once the scheduler has every job that was launched or adopted before. */
  public CompletableFuture<Void> settle() {
    return CompletableFuture.runAsync(() -> {}, owner);
  }

  @Override
  public int capacity(SweepSpec spec) {
    return Capacity.of(scheduler, spec.resources());
  }

  @Override
  public void sweepEnded(int sweep) {
    // Each process belongs to an attempt; none is kept for the next one.
    run(() -> scheduler.forget(Needs.owner(sweep)));
  }

  @Override
  public void prioritise(int sweep, int priority) {
    scheduler.prioritise(Needs.owner(sweep), priority);
  }

  @Override
  public void pause(int sweep) {
    scheduler.pause(Needs.owner(sweep));
  }

  @Override
  public void goOn(int sweep) {
    scheduler.resume(Needs.owner(sweep));
  }

  @Override
  public void close() {
    owner.shutdownNow();
  }

  private void run(Runnable task) {
    try {
      owner.execute(
          () -> {
            try {
              task.run();
            } catch (RuntimeException e) {
              log.error("A step of a user's process failed", e);
            }
          });
    } catch (RejectedExecutionException e) {
      log.debug("The launcher is closed", e);
    }
  }

  private void start(ProcessAttempt attempt, Request request, AttemptNotes notes) {
    try {
      Optional<Checkpoints.Saved> from = jobs.continuation(request);
      if (!attempt.running()) {
        attempt.goesOnFrom(from);
      }
      Job job = jobs.job(request, from);
      notes.add(
          "attempt %s %s %s"
              .formatted(
                  request.attempt(),
                  attempt.running() ? "goes on under a restarted server:" : "runs",
                  ProcessJobs.commandLine(job)));
      boolean first = running.isEmpty();
      running.put(attempt.id(), attempt);
      scheduler.submit(job, new Events(attempt));
      if (first) {
        lookLater();
      }
    } catch (IllegalArgumentException e) {
      attempt.refuse(new AttemptEnd(Cause.INFEASIBLE, String.valueOf(e.getMessage())));
    } catch (IOException e) {
      attempt.refuse(new AttemptEnd(Cause.LOST, "its folder cannot be written: " + e.getMessage()));
    }
  }

  private void lookLater() {
    var unused = owner.schedule(() -> run(this::look), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    List.copyOf(running.values()).forEach(ProcessAttempt::look);
    running.values().removeIf(attempt -> attempt.over() && attempt.ended());
    if (!running.isEmpty()) {
      lookLater();
    }
  }

  private void cancel(ProcessAttempt attempt, String reason) {
    attempt.cancel(reason);
    scheduler.stop(ProcessJobs.id(attempt.id()), GRACE, reason);
  }

  /** The end was told over HTTP while the process runs; it has a while to go. */
  private void release(ProcessAttempt attempt) {
    if (!attempt.over()) {
      attempt.release();
      endBy(attempt.id(), TO_END);
    }
  }

  private void endBy(AttemptId attempt, Duration fromNow) {
    scheduler.deadline(ProcessJobs.id(attempt), Optional.of(Instant.now().plus(fromNow)));
  }

  /** One that printed cannot hear the verdict; one that called can, and ends by itself. */
  private void end(AttemptId id, Verdict verdict) {
    ProcessAttempt attempt = running.get(id);
    if (attempt == null || attempt.ended()) {
      return;
    }
    if (attempt.asking()) {
      scheduler.stop(ProcessJobs.id(id), GRACE, verdict.reason());
    } else {
      endBy(id, TO_END);
    }
  }

  /** Brings what an attempt is told onto this thread. */
  private final class Answers implements AttemptReports.Told.Listener {
    private final AttemptId attempt;
    private final AttemptNotes notes;

    private Answers(AttemptId attempt, AttemptNotes notes) {
      this.attempt = attempt;
      this.notes = notes;
    }

    @Override
    public void toldToEnd(Verdict verdict) {
      run(() -> end(attempt, verdict));
    }

    @Override
    public void differs(int step) {
      notes.add("step " + step + " was reported again with other values; the first ones count");
    }
  }

  /** Hears of a process's job. */
  private final class Events implements JobListener {
    private final ProcessAttempt attempt;

    private Events(ProcessAttempt attempt) {
      this.attempt = attempt;
    }

    @Override
    public void started(Job job, List<Device> devices, long pid, Path processLog) {
      run(() -> attempt.started(devices.stream().map(Device::id).toList()));
    }

    @Override
    public void ended(Job job, JobEnd end) {
      run(() -> attempt.ended(end));
    }
  }
}
