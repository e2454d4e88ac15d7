package io.sonde.trial.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.search.port.ReportInbox;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class AttemptReportsTest {
  private static final AttemptId ATTEMPT = new AttemptId(1, 2, 3);

  /** What reached the sweep: it stops a trial at step 5. */
  private final List<Report> taken = new ArrayList<>();

  private final List<String> heard = new ArrayList<>();
  private final AttemptReports reports = new AttemptReports(() -> new Sweep());

  private final class Sweep implements ReportInbox {
    @Override
    public CompletionStage<Verdict> report(AttemptId attempt, String token, Report report) {
      taken.add(report);
      return CompletableFuture.completedFuture(
          report.step() >= 5 ? Verdict.stop("enough") : Verdict.goOn("go on"));
    }

    @Override
    public CompletionStage<Void> end(AttemptId attempt, String token, AttemptEnd end) {
      return CompletableFuture.completedFuture(null);
    }
  }

  private AttemptReports.Told watched() {
    AttemptReports.Told told =
        new AttemptReports.Told(
            "secret",
            new AttemptReports.Told.Listener() {
              @Override
              public void toldToEnd(Verdict verdict) {
                heard.add(verdict.reason());
              }

              @Override
              public void differs(int step) {
                heard.add("step " + step + " differs");
              }
            });
    reports.watch(ATTEMPT, told);
    return told;
  }

  @Test
  void nothingReachesTheSweepBeforeItKnowsOfTheStart() {
    AttemptReports.Told told = watched();
    CompletableFuture<Verdict> early = report(1, 0.5);
    assertThat(early).isNotDone();
    assertThat(taken).isEmpty();
    told.begin(OptionalInt.empty());
    assertThat(early).isCompletedWithValue(Verdict.goOn("go on"));
    assertThat(taken).hasSize(1);
    assertThat(told.any()).isTrue();
  }

  @Test
  void theVerdictIsRememberedAndNothingIsTakenBehindIt() {
    AttemptReports.Told told = watched();
    told.begin(OptionalInt.empty());
    report(5, 0.5).join();
    assertThat(report(6, 0.6)).isCompletedWithValue(Verdict.stop("enough"));
    assertThat(taken).hasSize(1);
    assertThat(heard).containsExactly("enough");
    assertThat(told.end()).contains(Verdict.stop("enough"));
  }

  @Test
  void whatAnEarlierAttemptReportedIsPassedOver() {
    AttemptReports.Told told = watched();
    told.begin(OptionalInt.of(3));
    assertThat(report(3, 0.5).join().reason()).contains("counts from an earlier attempt");
    assertThat(taken).isEmpty();
    report(4, 0.5).join();
    assertThat(taken).hasSize(1);
  }

  @Test
  void otherValuesOfTheSameStepAreHeardOf() {
    watched().begin(OptionalInt.empty());
    report(1, 0.5).join();
    report(1, 0.5).join();
    assertThat(heard).isEmpty();
    report(1, 0.6).join();
    assertThat(heard).containsExactly("step 1 differs");
  }

  @Test
  void namesThatTheStoreCouldNotKeepAreRefused() {
    Map<String, Double> many = new LinkedHashMap<>();
    for (int i = 0; i <= 1000; i++) {
      many.put("m" + i, 1.0);
    }
    for (Map<String, Double> metrics :
        List.of(Map.of("x".repeat(101), 1.0), Map.of("", 1.0), Map.of(" a", 1.0), many)) {
      assertThatThrownBy(
              () ->
                  reports
                      .report(ATTEMPT, "secret", new Report(1, metrics))
                      .toCompletableFuture()
                      .join())
          .hasCauseInstanceOf(ReportInbox.Refused.class);
    }
    assertThat(taken).isEmpty();
  }

  private CompletableFuture<Verdict> report(int step, double value) {
    return reports
        .report(ATTEMPT, "secret", new Report(step, Map.of("score", value)))
        .toCompletableFuture();
  }
}
