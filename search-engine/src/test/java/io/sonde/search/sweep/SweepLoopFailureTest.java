package io.sonde.search.sweep;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sonde.search.event.SweepState;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.ReportInbox.Refused;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.port.SweepStore.StoreUnavailable;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.spec.SweepSpec;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What becomes of a sweep whose trials, rules or store fail. */
final class SweepLoopFailureTest extends SweepLoopBench {
  @Test
  void aLoopThatBreaksEndsItsSweepAndSaysWhy() {
    stopper =
        (history, trial, step) -> {
          throw new IllegalStateException("a rule with a mistake");
        };
    SweepLoop loop =
        start(
            (request, reporter) -> {
              assertThatThrownBy(() -> reporter.report(1, 0.5)).hasMessageContaining("a mistake");
              return new AttemptEnd(Cause.CRASH, "could not report");
            });
    assertThatThrownBy(() -> loop.done().get(20, SECONDS)).hasMessageContaining("a mistake");
    await().untilAsserted(() -> assertThat(sweepState()).isEqualTo(SweepState.FAILED));
    assertThat(kept.sweep(1).orElseThrow().reason())
        .isEqualTo("the sweep broke: a rule with a mistake");
    assertThat(trials()).extracting(TrialRow::state).containsExactly(TrialState.CANCELLED);
  }

  @Test
  void aCrashIsRetriedWithinItsBudgetAndTheTrialBeginsAnew() throws Exception {
    retries = Map.of(Cause.CRASH, new SweepSpec.Retry(2, Duration.ZERO));
    AtomicInteger crashes = new AtomicInteger();
    SweepState state =
        run(
            (request, reporter) -> {
              reporter.report(1, 0.99);
              if (request.attempt().trial() == 1 && crashes.getAndIncrement() < 2) {
                throw new InProcessLauncher.Gone(Cause.CRASH);
              }
              if (request.attempt().trial() == 2) {
                throw new InProcessLauncher.Gone(Cause.CRASH);
              }
              return COMPLETED;
            });
    assertThat(state).isEqualTo(SweepState.COMPLETED);
    assertThat(trials().get(1).state()).isEqualTo(TrialState.COMPLETED);
    assertThat(trials().get(1).attempts()).isEqualTo(3);
    assertThat(trials().get(2).state()).isEqualTo(TrialState.FAILED);
    assertThat(trials().get(2).reason()).isEqualTo("gone: crash (after 2 retries)");
    assertThat(trials().get(2).attempts()).isEqualTo(3);
  }

  @Test
  void eachCauseHasABudgetOfItsOwn() throws Exception {
    List<Cause> failures =
        List.of(
            Cause.CRASH,
            Cause.OOM,
            Cause.TIMEOUT,
            Cause.INFRASTRUCTURE,
            Cause.LOST,
            Cause.DIVERGED);
    retries = new EnumMap<>(Cause.class);
    for (int i = 0; i < failures.size(); i++) {
      retries.put(failures.get(i), new SweepSpec.Retry(1 + i % 2, Duration.ZERO));
    }
    budget = failures.size();
    SweepState state =
        run(
            (request, reporter) -> {
              // Once for every other cause, which costs this one nothing, and then for this only.
              Cause own = failures.get(request.attempt().trial());
              List<Cause> others = failures.stream().filter(c -> c != own).toList();
              int number = request.attempt().number();
              return number <= others.size()
                  ? new AttemptEnd(others.get(number - 1), "another cause")
                  : new AttemptEnd(own, "its own cause");
            });
    assertThat(state).isEqualTo(SweepState.FAILED);
    for (int i = 0; i < failures.size(); i++) {
      int times = 1 + i % 2;
      TrialRow trial = trials().get(i);
      assertThat(trial.attempts()).as("%s", failures.get(i)).isEqualTo(failures.size() + times);
      assertThat(trial.reason()).isEqualTo("its own cause (after " + times + " retries)");
    }
  }

  @Test
  void aFailureThatIsNotToBeRepeatedIsNotWhateverTheBudget() throws Exception {
    retries = Map.of(Cause.CRASH, new SweepSpec.Retry(5, Duration.ZERO));
    budget = 1;
    run((request, reporter) -> new AttemptEnd(Cause.CRASH, "no such file", Map.of(), false));
    assertThat(trials().get(0).state()).isEqualTo(TrialState.FAILED);
    assertThat(trials().get(0).attempts()).isEqualTo(1);
    assertThat(trials().get(0).reason()).isEqualTo("no such file (not tried again)");
  }

  @Test
  void aLostAttemptIsRepeatedWithoutARetryBudget() throws Exception {
    AtomicInteger lost = new AtomicInteger();
    run(
        (request, reporter) -> {
          if (lost.getAndIncrement() < 3) {
            throw new InProcessLauncher.Gone(Cause.LOST);
          }
          return train(request, reporter);
        });
    assertThat(trials().get(0).state()).isEqualTo(TrialState.COMPLETED);
    assertThat(trials().get(0).attempts()).isEqualTo(4);
  }

  @Test
  void aSweepOfFailuresHasFailedAndSaysWhy() throws Exception {
    SweepState state = run((request, reporter) -> new AttemptEnd(Cause.DIVERGED, "loss is NaN"));
    assertThat(state).isEqualTo(SweepState.FAILED);
    assertThat(kept.sweep(1).orElseThrow().reason())
        .isEqualTo("no trial gave a value: 6 failed, 0 infeasible; the first: loss is NaN");
  }

  @Test
  void aTrialThatReportsNothingFails() throws Exception {
    assertThat(run((request, reporter) -> COMPLETED)).isEqualTo(SweepState.FAILED);
    assertThat(trials().get(0).reason())
        .isEqualTo("it ended without a value of 'accuracy' that is a number");
  }

  @Test
  void aRepetitionWaitsForItsBackoffWhileOthersGoOn() throws Exception {
    retries = Map.of(Cause.INFRASTRUCTURE, new SweepSpec.Retry(2, Duration.ofMillis(200)));
    budget = 3;
    parallel = 1;
    List<String> order = new CopyOnWriteArrayList<>();
    Map<Integer, Long> ended = new ConcurrentHashMap<>();
    SweepState state =
        run(
            (request, reporter) -> {
              AttemptId id = request.attempt();
              order.add(id.trial() + "-" + id.number());
              if (id.trial() == 0 && id.number() > 1) {
                long waited = System.nanoTime() - ended.get(id.number() - 1);
                assertThat(Duration.ofNanos(waited)).isGreaterThan(Duration.ofMillis(190));
              }
              if (id.trial() == 0 && id.number() < 3) {
                ended.put(id.number(), System.nanoTime());
                throw new InProcessLauncher.Gone(Cause.INFRASTRUCTURE);
              }
              reporter.report(1, 0.5);
              return COMPLETED;
            });
    assertThat(state).isEqualTo(SweepState.COMPLETED);
    assertThat(order).containsExactly("0-1", "1-1", "2-1", "0-2", "0-3");
  }

  @Test
  void whileTheStoreIsAwayNothingIsAnsweredAndNothingIsLost() throws Exception {
    CountDownLatch wentAway = new CountDownLatch(1);
    CompletableFuture<SweepState> done =
        start(
                (request, reporter) -> {
                  if (request.attempt().trial() == 2) {
                    away.set(true);
                    wentAway.countDown();
                  }
                  return train(request, reporter);
                })
            .done();
    assertThat(wentAway.await(10, SECONDS)).isTrue();
    await().until(() -> health.contains("away"));
    assertThat(done).isNotDone();
    away.set(false);
    assertThat(done.get(20, SECONDS)).isEqualTo(SweepState.COMPLETED);
    assertThat(health).containsExactly("away", "back");
    assertThat(trials()).hasSize(6).allMatch(t -> t.state() == TrialState.COMPLETED);
  }

  @Test
  void aCommitThatTookLongToFailIsTriedAgainAllTheSame() throws Exception {
    patience = Duration.ofSeconds(1);
    refusal =
        () -> {
          long end = System.nanoTime() + patience.multipliedBy(2).toNanos();
          await().until(() -> System.nanoTime() > end);
          away.set(false);
        };
    SweepState state =
        run(
            (request, reporter) -> {
              away.set(request.attempt().trial() == 2);
              return train(request, reporter);
            });
    assertThat(state).isEqualTo(SweepState.COMPLETED);
    assertThat(health).containsExactly("away", "back");
  }

  @Test
  void whoeverWaitsForAnAnswerHearsThatTheStoreStaysAway() throws Exception {
    patience = Duration.ofMillis(300);
    CountDownLatch trains = new CountDownLatch(1);
    SweepLoop loop =
        start(
            (request, reporter) -> {
              trains.countDown();
              await().until(reporter::cancelled);
              return COMPLETED;
            });
    assertThat(trains.await(10, SECONDS)).isTrue();
    away.set(true);
    assertThat(loop.extend(3, Optional.empty()))
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(StoreUnavailable.class);
    await()
        .untilAsserted(
            () ->
                assertThat(loop.stop(0, "by hand"))
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(Refused.class));
  }

  private SweepState sweepState() {
    return kept.sweep(1).orElseThrow().state();
  }
}
