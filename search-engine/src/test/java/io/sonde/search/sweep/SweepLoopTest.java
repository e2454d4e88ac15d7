package io.sonde.search.sweep;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Constraint;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.ReportInbox.Why;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A sweep from its first trial to its end. */
final class SweepLoopTest extends SweepLoopBench {
  @Test
  void runsTheBudgetAndKeepsEveryResult() throws Exception {
    parallel = 3;
    assertThat(run(this::train)).isEqualTo(SweepState.COMPLETED);
    assertThat(trials()).hasSize(6).allMatch(t -> t.state() == TrialState.COMPLETED);
    TrialRow any = trials().get(3);
    assertThat(any.value()).hasValueCloseTo((double) any.values().get("x"), within(1e-15));
    assertThat(any.bestStep()).hasValue(3);
    assertThat(any.measured()).containsEntry("test_accuracy", 0.5);
    assertThat(kept.events(1)).extracting(SweepEvent::sequence).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void beginsWithTheConfigurationsThatAreNamed() throws Exception {
    first = List.of(Map.of("x", 0.25), Map.of(), Map.of("x", 0.75));
    run(this::train);
    assertThat(trials().get(0).values()).containsEntry("x", 0.25);
    assertThat(trials().get(2).values()).containsEntry("x", 0.75);
    assertThat(trials()).hasSize(6);
  }

  @Test
  void theStopperEndsATrialWithItsReason() throws Exception {
    stopper =
        (history, trial, step) ->
            trial % 2 == 1 && step == 2 ? Verdict.stop("odd at step 2") : Verdict.goOn("");
    run(this::train);
    assertThat(trials().get(1).state()).isEqualTo(TrialState.STOPPED);
    assertThat(trials().get(1).reason()).isEqualTo("odd at step 2");
    assertThat(trials().get(1).lastStep()).hasValue(2);
    assertThat(trials().get(2).state()).isEqualTo(TrialState.COMPLETED);
  }

  @Test
  void constraintsRuleOutBeforeAndAfterTraining() throws Exception {
    budget = 40;
    constraints =
        List.of(
            new Constraint("size", Double.NEGATIVE_INFINITY, 0.5, true),
            new Constraint("accuracy", 0.1, Double.POSITIVE_INFINITY, false));
    run(this::train);
    for (TrialRow trial : trials()) {
      double x = (double) trial.values().get("x");
      TrialState expected = x > 0.5 || x < 0.1 ? TrialState.INFEASIBLE : TrialState.COMPLETED;
      assertThat(trial.state()).as("x = %s", x).isEqualTo(expected);
      assertThat(trial.attempts()).isEqualTo(x > 0.5 ? 0 : 1);
    }
    assertThat(trials())
        .anyMatch(t -> t.reason().matches("size is 0\\.\\d+, above the at_most of 0.5"));
    assertThat(kept.sweep(1).orElseThrow().trials()).containsKeys(TrialState.INFEASIBLE);
  }

  @Test
  void repeatedMessagesGetTheFirstAnswerAndOldOnesAreRefused() throws Exception {
    budget = 2;
    CountDownLatch checked = new CountDownLatch(1);
    CompletableFuture<String> token = new CompletableFuture<>();
    SweepLoop loop =
        start(
            (request, reporter) -> {
              if (request.attempt().trial() == 0) {
                token.complete(request.token());
                awaitQuietly(checked);
              }
              return train(request, reporter);
            });
    AttemptId first = new AttemptId(1, 0, 1);
    Report report = new Report(0, Map.of("accuracy", 0.1));
    String good = token.get(10, SECONDS);
    Verdict verdict = loop.report(first, good, report).get(10, SECONDS);
    assertThat(loop.report(first, good, report).get(10, SECONDS)).isEqualTo(verdict);
    assertRefused(loop.report(first, "wrong", report), Why.FORBIDDEN);
    assertRefused(loop.report(new AttemptId(1, 0, 2), good, report), Why.UNKNOWN);
    assertRefused(loop.report(new AttemptId(1, 7, 1), good, report), Why.UNKNOWN);
    checked.countDown();
    assertThat(loop.done().get(10, SECONDS)).isEqualTo(SweepState.COMPLETED);
    assertRefused(loop.report(first, good, report), Why.FENCED);
    assertThat(
            kept.events(1).stream()
                .filter(e -> e.change() instanceof Change.Reported r && r.attempt().equals(first))
                .count())
        .isEqualTo(4);
  }

  @Test
  void cancellingEndsEveryTrial() throws Exception {
    parallel = 2;
    CountDownLatch running = new CountDownLatch(2);
    SweepLoop loop =
        start(
            (request, reporter) -> {
              running.countDown();
              await().until(reporter::cancelled);
              return COMPLETED;
            });
    assertThat(running.await(10, SECONDS)).isTrue();
    loop.cancel("not needed").get(10, SECONDS);
    assertThat(loop.done().get(10, SECONDS)).isEqualTo(SweepState.CANCELLED);
    assertThat(trials()).hasSize(2).allMatch(t -> t.state() == TrialState.CANCELLED);
  }

  @Test
  void aPausedSweepEndsWhatRunsAndBeginsNothingUntilItGoesOn() throws Exception {
    parallel = 1;
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    SweepLoop loop =
        start(
            (request, reporter) -> {
              running.countDown();
              await().until(() -> told.getCount() == 0);
              return train(request, reporter);
            });
    assertThat(running.await(10, SECONDS)).isTrue();
    loop.pause("others are in a hurry").get(10, SECONDS);
    assertThat(kept.load(1).orElseThrow().state()).isEqualTo(SweepState.PAUSED);
    told.countDown();
    await().until(() -> trials().stream().allMatch(t -> t.state() == TrialState.COMPLETED));
    assertThat(trials()).hasSize(1);
    assertThat(loop.done()).isNotDone();
    loop.goOn().get(10, SECONDS);
    assertThat(loop.done().get(10, SECONDS)).isEqualTo(SweepState.COMPLETED);
    assertThat(trials()).hasSize(budget);
  }

  @Test
  void aTrialThatMadeRoomGoesOnAsOftenAsItMustAndCostsNoRetry() throws Exception {
    parallel = 1;
    budget = 1;
    AtomicInteger attempts = new AtomicInteger();
    List<Integer> from = new CopyOnWriteArrayList<>();
    SweepLoop loop =
        start(
            (request, reporter) -> {
              from.add(reporter.after());
              if (attempts.incrementAndGet() > 20) {
                return train(request, reporter);
              }
              if (reporter.after() == 0) {
                reporter.report(1, 0.1);
                reporter.checkpoint(1);
              }
              throw new InProcessLauncher.Gone(Cause.PREEMPTED);
            });
    assertThat(loop.done().get(30, SECONDS)).isEqualTo(SweepState.COMPLETED);
    assertThat(from).hasSize(21).startsWith(0, 1, 1).endsWith(1);
  }

  @Test
  void theWallTimeEndsTheSweep() throws Exception {
    wall = Optional.of(Duration.ofMillis(300));
    SweepLoop loop =
        start(
            (request, reporter) -> {
              if (request.attempt().trial() == 1) {
                await().until(reporter::cancelled);
              }
              return train(request, reporter);
            });
    assertThat(loop.done().get(10, SECONDS)).isEqualTo(SweepState.COMPLETED);
    assertThat(trials())
        .extracting(TrialRow::state)
        .containsExactly(TrialState.COMPLETED, TrialState.CANCELLED);
    assertThat(kept.sweep(1).orElseThrow().reason()).isEqualTo("its wall time is over");
  }
}
