package io.sonde.trial.launch;

import io.sonde.search.port.ReportInbox;
import io.sonde.search.port.TrialLauncher.Course;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Decision;
import io.sonde.search.report.MetricNames;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Stands before the inbox of the sweeps, for whoever reports over HTTP or in this process: refuses
 * what would harm the store, and remembers of users' processes what they reported and were told,
 * because the launcher reads the end of the process in that light. Thread-safe.
 */
public final class AttemptReports implements ReportInbox {
  private final Supplier<ReportInbox> sweeps;
  private final Map<AttemptId, Told> watched = new ConcurrentHashMap<>();

  /** Before this inbox, which is asked for at the first report. */
  public AttemptReports(Supplier<ReportInbox> sweeps) {
    this.sweeps = sweeps;
  }

  /** Begins to remember for an attempt. */
  void watch(AttemptId attempt, Told told) {
    watched.put(attempt, told);
  }

  /** Remembers no more. */
  void forget(AttemptId attempt) {
    watched.remove(attempt);
  }

  @Override
  public CompletionStage<Verdict> report(AttemptId attempt, String token, Report report) {
    Optional<Refused> refusal = refusal(report.metrics());
    if (refusal.isPresent()) {
      return CompletableFuture.failedFuture(refusal.get());
    }
    Told told = watched.get(attempt);
    if (told == null || !told.isFrom(token)) {
      return sweeps
          .get()
          .report(attempt, token, report)
          .thenApply(v -> late(attempt, token, report, v));
    }
    return told.begun.thenCompose(begun -> pass(attempt, token, report, told));
  }

  /** The attempt may have been adopted while its report was on its way. */
  private Verdict late(AttemptId attempt, String token, Report report, Verdict verdict) {
    Told told = watched.get(attempt);
    if (told != null && told.isFrom(token)) {
      told.answered(report, verdict);
    }
    return verdict;
  }

  private CompletionStage<Verdict> pass(AttemptId attempt, String token, Report report, Told told) {
    Optional<Verdict> known = told.known(report);
    if (known.isPresent()) {
      return CompletableFuture.completedFuture(known.get());
    }
    return sweeps
        .get()
        .report(attempt, token, report)
        .thenApply(
            verdict -> {
              told.answered(report, verdict);
              return verdict;
            });
  }

  @Override
  public CompletionStage<Void> end(AttemptId attempt, String token, AttemptEnd end) {
    Optional<Refused> refusal = refusal(end.metrics());
    if (refusal.isPresent()) {
      return CompletableFuture.failedFuture(refusal.get());
    }
    Told told = watched.get(attempt);
    return told == null || !told.isFrom(token)
        ? sweeps.get().end(attempt, token, end)
        : told.begun.thenCompose(begun -> sweeps.get().end(attempt, token, end));
  }

  private static Optional<Refused> refusal(Map<String, Double> metrics) {
    return MetricNames.wrong(metrics).map(why -> new Refused(Why.INVALID, why));
  }

  /** What one process reported and was told. Thread-safe. */
  static final class Told {
    private final String token;
    private final Listener listener;

    /**
     * A process may report before anybody has heard of its start; the sweep hears of that first.
     */
    private final CompletableFuture<Void> begun = new CompletableFuture<>();

    private int before = -1;
    private int reports;
    private Optional<Report> last = Optional.empty();
    private Optional<Verdict> end = Optional.empty();

    /** Hears of what the launcher must act upon; called from any thread. */
    interface Listener {
      /** The process was told to end. */
      void toldToEnd(Verdict verdict);

      /** A step came again with other values, which do not count. */
      void differs(int step);
    }

    /** For a new process. */
    Told(String token, Listener listener) {
      this.token = token;
      this.listener = listener;
    }

    /** For a process that an earlier server has started, as far as it came. */
    static Told adopted(String token, Listener listener, Course course) {
      Told told = new Told(token, listener);
      told.reports = course.reported() ? 1 : 0;
      told.end = course.told();
      told.begin(course.after());
      return told;
    }

    /**
     * The sweep knows that the process has started.
     *
     * @param after the step that it goes on after; empty when it begins anew
     */
    void begin(OptionalInt after) {
      synchronized (this) {
        before = after.orElse(-1);
      }
      begun.complete(null);
    }

    boolean isFrom(String other) {
      return MessageDigest.isEqual(
          token.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The answer to a report that is not to reach the sweep: a step that an earlier attempt has
     * told, or one after the end.
     */
    synchronized Optional<Verdict> known(Report report) {
      if (report.step() <= before) {
        reports++;
        return Optional.of(
            Verdict.goOn("step " + report.step() + " counts from an earlier attempt"));
      }
      if (last.isPresent() && last.get().step() == report.step() && !last.get().equals(report)) {
        listener.differs(report.step());
      }
      return end;
    }

    synchronized void answered(Report report, Verdict verdict) {
      reports++;
      if (last.isEmpty() || last.get().step() < report.step()) {
        last = Optional.of(report);
      }
      if (verdict.decision() != Decision.CONTINUE && end.isEmpty()) {
        end = Optional.of(verdict);
        listener.toldToEnd(verdict);
      }
    }

    /** The verdict that told it to end. */
    synchronized Optional<Verdict> end() {
      return end;
    }

    /** Whether it has reported anything. */
    synchronized boolean any() {
      return reports > 0;
    }
  }
}
