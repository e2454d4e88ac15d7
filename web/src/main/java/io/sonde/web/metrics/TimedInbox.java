package io.sonde.web.metrics;

import io.micrometer.core.instrument.Timer;
import io.sonde.search.port.ReportInbox;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Measures how long another inbox takes for what it takes; what it refuses is not measured. */
record TimedInbox(ReportInbox inbox, Timer reports, Timer ends) implements ReportInbox {

  @Override
  public CompletionStage<Verdict> report(AttemptId attempt, String token, Report report) {
    long start = System.nanoTime();
    return inbox
        .report(attempt, token, report)
        .thenApply(verdict -> timed(verdict, reports, start));
  }

  @Override
  public CompletionStage<Void> end(AttemptId attempt, String token, AttemptEnd end) {
    long start = System.nanoTime();
    return inbox
        .end(attempt, token, end)
        .thenRun(() -> ends.record(System.nanoTime() - start, TimeUnit.NANOSECONDS));
  }

  private static Verdict timed(Verdict verdict, Timer timer, long start) {
    timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    return verdict;
  }
}
