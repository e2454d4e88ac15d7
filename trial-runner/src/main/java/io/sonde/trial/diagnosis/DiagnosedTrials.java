package io.sonde.trial.diagnosis;

import io.sonde.scheduler.queue.Scheduler;
import io.sonde.search.port.ReportInbox;
import io.sonde.search.port.TrialLauncher;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import io.sonde.search.spec.SweepSpec;
import io.sonde.trial.checkpoint.RunFolders;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between the sweeps and what runs their trials, and reads every failure in the light of the
 * spec's rules on logs before the sweep hears of it, whether the process told its end itself or was
 * seen to end. Attempts of specs without such rules pass untouched. Thread-safe.
 */
public final class DiagnosedTrials implements TrialLauncher, ReportInbox, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DiagnosedTrials.class);

  /** Some patterns make Java's matcher call itself for each character of a line. */
  private static final long STACK_BYTES = 16L << 20;

  private final TrialLauncher trials;
  private final ReportInbox inbox;
  private final RunFolders folders;
  private final Diagnosis diagnosis;
  private final Map<AttemptId, Patient> patients = new ConcurrentHashMap<>();

  /** Reads logs one after the other, so that the first end of an attempt is told first. */
  private final ExecutorService reader = Executors.newSingleThreadExecutor(DiagnosedTrials::thread);

  /**
   * Before a launcher and an inbox.
   *
   * @param scheduler whose devices may have to be set aside
   * @param trials runs the trials
   * @param inbox takes what they report
   * @param folders where the logs of attempts are
   */
  public DiagnosedTrials(
      Scheduler scheduler, TrialLauncher trials, ReportInbox inbox, RunFolders folders) {
    this.trials = trials;
    this.inbox = inbox;
    this.folders = folders;
    this.diagnosis = new Diagnosis(scheduler);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(null, task, "sonde-diagnosis", STACK_BYTES);
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public Handle launch(Request request, Listener listener) {
    if (request.spec().trial().logRules().isEmpty()) {
      return trials.launch(request, listener);
    }
    Patient patient = new Patient(request, listener);
    patients.put(request.attempt(), patient);
    return new Watched(request.attempt(), trials.launch(request, patient));
  }

  @Override
  public Optional<Handle> adopt(Request request, Course course, Listener listener) {
    if (request.spec().trial().logRules().isEmpty()) {
      return trials.adopt(request, course, listener);
    }
    Patient patient = new Patient(request, listener);
    patient.devices = course.devices();
    patients.put(request.attempt(), patient);
    Optional<Handle> handle = trials.adopt(request, course, patient);
    if (handle.isEmpty()) {
      patients.remove(request.attempt());
    }
    return handle.map(inner -> new Watched(request.attempt(), inner));
  }

  @Override
  public int capacity(SweepSpec spec) {
    return trials.capacity(spec);
  }

  @Override
  public void sweepEnded(int sweep) {
    trials.sweepEnded(sweep);
  }

  @Override
  public void prioritise(int sweep, int priority) {
    trials.prioritise(sweep, priority);
  }

  @Override
  public void pause(int sweep) {
    trials.pause(sweep);
  }

  @Override
  public void goOn(int sweep) {
    trials.goOn(sweep);
  }

  @Override
  public CompletionStage<Verdict> report(AttemptId attempt, String token, Report report) {
    return inbox.report(attempt, token, report);
  }

  @Override
  public CompletionStage<Void> end(AttemptId attempt, String token, AttemptEnd end) {
    Patient patient = patients.get(attempt);
    if (patient == null || !end.cause().failure() || !patient.isFrom(token)) {
      return inbox.end(attempt, token, end);
    }
    try {
      return CompletableFuture.supplyAsync(() -> patient.diagnosed(end), reader)
          .thenCompose(diagnosed -> inbox.end(attempt, token, diagnosed));
    } catch (RejectedExecutionException e) {
      return inbox.end(attempt, token, end);
    }
  }

  /** Ends that are told afterwards pass as they are. */
  @Override
  public void close() {
    reader.shutdown();
  }

  /** An attempt that is not over, and the sweep's ear for it. */
  private final class Patient implements Listener {
    private final Request request;
    private final Listener sweep;
    private volatile List<String> devices = List.of();

    Patient(Request request, Listener sweep) {
      this.request = request;
      this.sweep = sweep;
    }

    boolean isFrom(String token) {
      return MessageDigest.isEqual(
          request.token().getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void started(List<String> ids, String file, OptionalInt after) {
      devices = List.copyOf(ids);
      sweep.started(ids, file, after);
    }

    @Override
    public void ended(AttemptEnd end) {
      patients.remove(request.attempt());
      if (!end.cause().failure()) {
        sweep.ended(end);
        return;
      }
      try {
        reader.execute(() -> sweep.ended(diagnosed(end)));
      } catch (RejectedExecutionException e) {
        sweep.ended(end);
      }
    }

    /** A mistake of ours must not cost the sweep the end of its attempt. */
    AttemptEnd diagnosed(AttemptEnd end) {
      AttemptId id = request.attempt();
      try {
        return diagnosis.of(id, request.spec().trial().logRules(), devices, folders.log(id), end);
      } catch (RuntimeException e) {
        log.error("The log of attempt {} cannot be read by the rules of its spec", id, e);
        return end;
      }
    }
  }

  /** Forgets an attempt once the sweep has taken the end that it told itself. */
  private final class Watched implements Handle {
    private final AttemptId attempt;
    private final Handle inner;

    Watched(AttemptId attempt, Handle inner) {
      this.attempt = attempt;
      this.inner = inner;
    }

    @Override
    public void cancel(String reason) {
      inner.cancel(reason);
    }

    @Override
    public void release() {
      patients.remove(attempt);
      inner.release();
    }

    @Override
    public void heard() {
      inner.heard();
    }
  }
}
