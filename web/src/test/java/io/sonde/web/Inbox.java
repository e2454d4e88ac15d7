package io.sonde.web;

import io.sonde.search.port.ReportInbox;
import io.sonde.search.port.SweepStore.StoreUnavailable;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Decision;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Takes reports of attempt 1-0-1 with the token "secret"; 1-1-1 is over; step 9 is one to stop. */
final class Inbox implements ReportInbox {
  final Map<Integer, Report> reports = new ConcurrentHashMap<>();
  final Map<AttemptId, AttemptEnd> ends = new ConcurrentHashMap<>();
  volatile boolean storeAway;

  @Override
  public CompletionStage<Verdict> report(AttemptId attempt, String token, Report report) {
    return CompletableFuture.supplyAsync(
        () -> {
          check(attempt, token);
          reports.put(report.step(), report);
          return report.step() == 9
              ? Verdict.stop("worse than half of the trials at step 9")
              : new Verdict(Decision.CONTINUE, "among the better half");
        });
  }

  @Override
  public CompletionStage<Void> end(AttemptId attempt, String token, AttemptEnd end) {
    return CompletableFuture.runAsync(
        () -> {
          check(attempt, token);
          ends.put(attempt, end);
        });
  }

  private void check(AttemptId attempt, String token) {
    if (storeAway) {
      throw new StoreUnavailable("The database does not answer.", new IllegalStateException());
    }
    if (!attempt.toString().matches("1-[01]-1")) {
      throw new Refused(Why.UNKNOWN, "There is no attempt " + attempt + ".");
    }
    if (!token.equals("secret")) {
      throw new Refused(Why.FORBIDDEN, "The token is not that of attempt " + attempt + ".");
    }
    if (attempt.trial() == 1) {
      throw new Refused(Why.FENCED, "Attempt " + attempt + " is over.");
    }
  }
}
