package io.sonde.trial.launch;

import io.sonde.scheduler.device.Device;
import io.sonde.scheduler.job.Job;
import io.sonde.scheduler.job.JobEnd;
import io.sonde.scheduler.queue.JobListener;
import io.sonde.scheduler.queue.Scheduler;
import io.sonde.search.port.ReportInbox.Refused;
import io.sonde.search.port.ReportInbox.Why;
import io.sonde.search.port.TrialLauncher;
import io.sonde.search.port.WorkerDesk;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.TokenKey;
import io.sonde.search.spec.SweepSpec;
import io.sonde.trial.checkpoint.Checkpoints;
import io.sonde.trial.checkpoint.RunFolders;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs network trials in worker processes, each of them one job of the scheduler. A worker keeps
 * its devices and its data from trial to trial of its sweep; it leaves when the sweep has ended or
 * is paused, when it has nothing to do and others wait for devices, or between two trials when a
 * job waits that goes before the sweep's next one. After any end that the trial did not tell
 * itself, the worker's process is gone before the end is told.
 *
 * <p>Thread-safe: everything happens on one thread of its own. Closing ends that thread, not the
 * processes, which are the scheduler's.
 */
public final class NetworkLauncher implements TrialLauncher, WorkerDesk, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(NetworkLauncher.class);
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** How long a worker's question stays open; below what clients and proxies give up at. */
  private static final Duration LONG_CALL = Duration.ofSeconds(25);

  /** How long a worker may take from the answer to one trial's end to its next question. */
  private static final Duration BETWEEN = Duration.ofMinutes(1);

  /** How long a worker may do nothing while others wait for its devices. */
  private static final Duration IDLE = Duration.ofSeconds(1);

  private final Scheduler scheduler;
  private final WorkerJobs jobs;
  private final RunFolders folders;
  private final Map<Integer, WorkerPool> pools = new HashMap<>();
  private final Map<String, WorkerProcess> workers = new ConcurrentHashMap<>();
  private final Set<Integer> paused = new HashSet<>();

  /** Workers of an earlier server that run on, by what each runs. */
  private final Map<AttemptId, String> adopted;

  /** Whether no such worker will be taken over any more. */
  private boolean settled;

  private final ScheduledExecutorService owner =
      Executors.newSingleThreadScheduledExecutor(NetworkLauncher::thread);

  /**
   * Wires the launcher; the scheduler has recovered what an earlier server left.
   *
   * @param command how workers are started
   * @param runs the folder for logs and models, absolute; made where it is missing
   * @param server the address that workers report to, asked for when one is started
   * @param key from which the tokens of workers are made; the same after a restart
   */
  public NetworkLauncher(
      Scheduler scheduler, WorkerCommand command, Path runs, Supplier<URI> server, TokenKey key) {
    this.scheduler = scheduler;
    this.folders = new RunFolders(runs);
    this.jobs = new WorkerJobs(command, folders, server, key);
    this.adopted = new ConcurrentHashMap<>(jobs.notes().read(scheduler.adopted()));
    this.settled = adopted.isEmpty();
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "sonde-workers");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public Handle launch(Request request, Listener listener) {
    LaunchedAttempt attempt = new LaunchedAttempt(request, listener);
    Optional<String> former = Optional.ofNullable(adopted.remove(request.attempt()));
    run(
        () -> {
          if (former.isPresent()) {
            // It was launched before, but the server was gone before that was stored.
            WorkerProcess worker = takeOver(former.get(), attempt, Instant.now());
            attempt.takenBy(worker, log(attempt), continuation(attempt));
          } else {
            pool(attempt).add(attempt);
            balance(request.attempt().sweep());
          }
        });
    return handle(attempt);
  }

  @Override
  public Optional<Handle> adopt(Request request, Course course, Listener listener) {
    Optional<String> former = Optional.ofNullable(adopted.remove(request.attempt()));
    LaunchedAttempt attempt = new LaunchedAttempt(request, listener);
    former.ifPresent(
        id ->
            run(
                () -> {
                  WorkerProcess worker = takeOver(id, attempt, course.since());
                  attempt.goesOnIn(worker, continuation(attempt));
                }));
    return former.map(id -> handle(attempt));
  }

  /** Makes a worker of an earlier server, and what it runs, this launcher's. */
  private WorkerProcess takeOver(String id, LaunchedAttempt attempt, Instant since) {
    int sweep = attempt.id().sweep();
    WorkerProcess worker = jobs.worker(sweep, id);
    Job job = jobs.job(worker, attempt.request().spec());
    worker.goOn(attempt);
    pool(attempt).add(worker);
    workers.put(id, worker);
    jobs.standby(worker, job).ifPresent(worker::spare);
    scheduler.submit(job, new Events(worker));
    limit(worker, attempt, since);
    return worker;
  }

  private Handle handle(LaunchedAttempt attempt) {
    return new Handle() {
      @Override
      public void cancel(String reason) {
        run(() -> NetworkLauncher.this.cancel(attempt, reason));
      }

      @Override
      public void release() {
        run(() -> NetworkLauncher.this.release(attempt));
      }
    };
  }

  /** Completes once the scheduler has every job that was launched or adopted before. */
  public CompletableFuture<Void> settle() {
    return CompletableFuture.runAsync(() -> settled = true, owner);
  }

  @Override
  public int capacity(SweepSpec spec) {
    return Capacity.of(scheduler, spec.resources());
  }

  @Override
  public void sweepEnded(int sweep) {
    run(
        () -> {
          WorkerPool pool = pools.remove(sweep);
          if (pool != null) {
            pool.workers().forEach(this::dismiss);
            scheduler.discard(WorkerJobs.standbyKey(sweep));
          }
          paused.remove(sweep);
          scheduler.forget(Needs.owner(sweep));
        });
  }

  @Override
  public void prioritise(int sweep, int priority) {
    scheduler.prioritise(Needs.owner(sweep), priority);
  }

  @Override
  public void pause(int sweep) {
    run(
        () -> {
          paused.add(sweep);
          scheduler.pause(Needs.owner(sweep));
        });
  }

  @Override
  public void goOn(int sweep) {
    run(
        () -> {
          paused.remove(sweep);
          scheduler.resume(Needs.owner(sweep));
          balance(sweep);
        });
  }

  @Override
  public CompletionStage<Optional<String>> next(String worker, String token) {
    CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
    run(() -> ask(worker, token, answer));
    return answer;
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
              log.error("A step of the workers' pool failed", e);
            }
          });
    } catch (RejectedExecutionException e) {
      log.debug("The launcher is closed", e);
    }
  }

  /** What a worker runs at this moment; empty between two trials, and for any other job. */
  public Optional<AttemptId> attempt(String jobId) {
    return Optional.ofNullable(workers.get(jobId))
        .flatMap(WorkerProcess::current)
        .map(LaunchedAttempt::id);
  }

  private WorkerPool pool(LaunchedAttempt attempt) {
    return pools.computeIfAbsent(attempt.id().sweep(), sweep -> new WorkerPool());
  }

  /** Gives waiting attempts to free workers, and starts or takes back workers as needed. */
  private void balance(int sweep) {
    WorkerPool pool = pools.get(sweep);
    if (pool == null || paused.contains(sweep)) {
      return;
    }
    for (var worker = pool.next(); worker.isPresent(); worker = pool.next()) {
      assign(worker.get(), pool.takeWaiting().orElseThrow());
    }
    for (int i = pool.missing(); i > 0; i--) {
      start(pool);
    }
    pool.queued().stream().limit(Math.max(0, -pool.missing())).forEach(this::dismiss);
  }

  private void start(WorkerPool pool) {
    LaunchedAttempt attempt = pool.firstWaiting();
    WorkerProcess worker = jobs.worker(attempt.id().sweep());
    Job job = jobs.job(worker, attempt.request().spec());
    pool.add(worker);
    workers.put(worker.id(), worker);
    jobs.standby(worker, job).ifPresent(worker::spare);
    scheduler.submit(job, new Events(worker));
  }

  private void assign(WorkerProcess worker, LaunchedAttempt attempt) {
    jobs.notes().write(worker, attempt.id());
    worker.run(attempt);
    limit(worker, attempt, Instant.now());
    attempt.takenBy(worker, log(attempt), continuation(attempt));
    String message = jobs.assignment(worker, attempt).toJson();
    worker.call().ifPresent(call -> call.complete(Optional.of(message)));
  }

  private void limit(WorkerProcess worker, LaunchedAttempt attempt, Instant since) {
    Optional<Duration> limit = attempt.request().spec().trial().timeout();
    scheduler.deadline(worker.id(), limit.map(since::plus));
  }

  private String log(LaunchedAttempt attempt) {
    return folders.log(attempt.id()).toString();
  }

  private Optional<Checkpoints.Saved> continuation(LaunchedAttempt attempt) {
    return Continuation.of(folders, attempt.request().earlier());
  }

  private void ask(String id, String token, CompletableFuture<Optional<String>> answer) {
    WorkerProcess worker = workers.get(id);
    if (worker == null && !settled) {
      answer.completeExceptionally(
          new Refused(Why.LATER, "the server has just started; ask again in a while"));
    } else if (worker == null) {
      answer.completeExceptionally(new Refused(Why.UNKNOWN, "there is no worker " + id));
    } else if (!MessageDigest.isEqual(bytes(token), bytes(worker.token()))) {
      answer.completeExceptionally(new Refused(Why.FORBIDDEN, "that is not its token"));
    } else if (worker.leaving() || !pools.containsKey(worker.sweep())) {
      answer.completeExceptionally(leave(worker));
    } else if (worker.current().isPresent()) {
      // It asks again because the answer was lost on its way.
      answer.complete(Optional.of(jobs.assignment(worker, worker.current().get()).toJson()));
    } else {
      if (worker.asked()) {
        // Not before: when a sweep begins, its first workers need the processor for themselves.
        worker.spare().ifPresent(scheduler::prepare);
      }
      boolean madeWay = paused.contains(worker.sweep()) || madeWay(worker);
      worker.asks(answer);
      scheduler.deadline(worker.id(), Optional.empty());
      if (madeWay) {
        dismiss(worker);
      }
      balance(worker.sweep());
      later(IDLE, () -> dismissIfIdle(worker, answer));
      later(LONG_CALL, () -> answer.complete(Optional.empty()));
    }
  }

  /** Whether it has done a trial, and others go before its sweep's next one. */
  private boolean madeWay(WorkerProcess worker) {
    return worker.asked() && scheduler.wanted(worker.id());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void later(Duration delay, Runnable task) {
    var scheduled = owner.schedule(() -> run(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    if (scheduled.isCancelled()) {
      log.debug("The launcher is closed");
    }
  }

  private void dismissIfIdle(WorkerProcess worker, CompletableFuture<Optional<String>> answer) {
    if (!answer.isDone() && scheduler.waiting()) {
      dismiss(worker);
    }
  }

  private void deadline(WorkerProcess worker, Duration fromNow) {
    scheduler.deadline(worker.id(), Optional.of(Instant.now().plus(fromNow)));
  }

  /** Lets a worker go once it has no attempt; one that does not go by itself is stopped. */
  private void dismiss(WorkerProcess worker) {
    worker.leave();
    if (worker.queued()) {
      scheduler.stop(worker.id(), GRACE, "not needed any more");
    } else if (worker.current().isEmpty()) {
      worker.call().ifPresent(call -> call.completeExceptionally(leave(worker)));
      deadline(worker, GRACE);
    }
  }

  private static Refused leave(WorkerProcess worker) {
    return new Refused(Why.FENCED, "worker " + worker.id() + " is not needed any more");
  }

  private void cancel(LaunchedAttempt attempt, String reason) {
    if (attempt.over()) {
      return;
    }
    attempt.cancel(reason);
    WorkerPool pool = pools.get(attempt.id().sweep());
    if (pool != null && pool.remove(attempt)) {
      attempt.end(new AttemptEnd(Cause.CANCELLED, reason));
      balance(attempt.id().sweep());
    } else {
      attempt.worker().ifPresent(worker -> scheduler.stop(worker.id(), GRACE, reason));
    }
  }

  private void release(LaunchedAttempt attempt) {
    if (attempt.over()) {
      return;
    }
    attempt.release();
    attempt
        .worker()
        .ifPresent(
            worker -> {
              worker.rest();
              deadline(worker, BETWEEN);
              if (worker.leaving()) {
                dismiss(worker);
              }
              balance(worker.sweep());
            });
  }

  private void ended(WorkerProcess worker, JobEnd end) {
    workers.remove(worker.id());
    jobs.notes().remove(worker);
    WorkerPool pool = pools.get(worker.sweep());
    if (pool != null) {
      pool.remove(worker);
    }
    Optional<LaunchedAttempt> attempt = worker.current();
    if (attempt.isEmpty() && pool != null && !worker.asked() && !worker.leaving()) {
      // It never asked for work; without an end for somebody it would be started for ever.
      attempt = pool.takeWaiting();
    }
    attempt.ifPresent(
        a -> {
          LogTail.append(worker.log(), folders.log(a.id()), end.message());
          a.end(Endings.of(end, a));
        });
    balance(worker.sweep());
  }

  /** Hears of a worker's job. */
  private final class Events implements JobListener {
    private final WorkerProcess worker;

    private Events(WorkerProcess worker) {
      this.worker = worker;
    }

    @Override
    public void started(Job job, List<Device> devices, long pid, Path processLog) {
      run(
          () -> {
            worker.started(devices, processLog);
            if (!worker.asked()) {
              deadline(worker, WorkerJobs.READY_WITHIN);
            }
          });
    }

    @Override
    public void ended(Job job, JobEnd end) {
      run(() -> NetworkLauncher.this.ended(worker, end));
    }
  }
}
