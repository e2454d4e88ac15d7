package io.sonde.search.sweep;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.port.TrialLauncher;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import io.sonde.search.space.Configuration;
import io.sonde.search.spec.SweepSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Sweeps that a later server goes on with. */
final class SweepLoopRestartTest extends SweepLoopBench {
  @Test
  void aRunningAttemptGoesOnUnderTheNextServerAndItsRepeatedReportGetsTheStoredAnswer()
      throws Exception {
    budget = 1;
    int sweep = create();
    CompletableFuture<TrialLauncher.Request> launched = new CompletableFuture<>();
    CountDownLatch never = new CountDownLatch(1);
    SweepLoop first =
        start(
            sweep,
            (request, reporter) -> {
              reporter.report(1, 0.1);
              reporter.report(2, 0.2);
              launched.complete(request);
              awaitQuietly(never);
              return COMPLETED;
            });
    TrialLauncher.Request request = launched.get(10, SECONDS);
    List<TrialLauncher.Course> adopted = new CopyOnWriteArrayList<>();
    SweepLoop next = adopting(sweep, adopted);
    next.begun().get(10, SECONDS);
    Report repeated = new Report(2, Map.of("accuracy", 0.2));
    next.report(request.attempt(), request.token(), repeated).get(10, SECONDS);
    Report fresh = new Report(3, Map.of("accuracy", 0.3));
    next.report(request.attempt(), request.token(), fresh).get(10, SECONDS);
    next.attemptEnded(request.attempt(), request.token(), COMPLETED).get(10, SECONDS);
    assertThat(next.done().get(10, SECONDS)).isEqualTo(SweepState.COMPLETED);
    assertThat(adopted).hasSize(1);
    assertThat(adopted.get(0).reported()).isTrue();
    assertThat(trials().get(0).attempts()).isEqualTo(1);
    assertThat(kept.curves(1, 0, 100).get("accuracy"))
        .extracting(SweepReader.CurvePoint::step)
        .containsExactly(1, 2, 3);
    first.interrupt();
  }

  @Test
  void aTrialToBeStoppedWhoseServerVanishedIsStoppedByTheNextOne() throws Exception {
    int sweep = create();
    AttemptId attempt = new AttemptId(sweep, 0, 1);
    Configuration configuration = spec().space().configure(parameter -> 0.5);
    List<Change> past =
        List.of(
            new Change.SweepBecame(SweepState.RUNNING, ""),
            new Change.TrialProposed(0, configuration, Map.of()),
            new Change.AttemptStarted(attempt, List.of("thread"), ""),
            new Change.Reported(attempt, new Report(1, Map.of("accuracy", 0.9)), Verdict.goOn("")),
            new Change.TrialToStop(0, "seen enough"));
    for (Change change : past) {
      kept.commit(List.of(new SweepEvent(kept.lastSequence() + 1, sweep, Instant.EPOCH, change)));
    }
    assertThat(start(sweep, this::train).done().get(10, SECONDS)).isEqualTo(SweepState.COMPLETED);
    assertThat(trials().get(0).state()).isEqualTo(TrialState.STOPPED);
    assertThat(trials().get(0).reason()).isEqualTo("seen enough");
    assertThat(trials().get(0).value()).hasValue(0.9);
    assertThat(trials()).hasSize(6);
    assertThat(kept.attempts(sweep, 0).get(0).cause()).hasValue(Cause.CANCELLED);
  }

  @Test
  void anAttemptWhoseServerVanishedEndsAndUsesUpNoRetry() throws Exception {
    retries = Map.of(Cause.LOST, new SweepSpec.Retry(1, Duration.ZERO));
    budget = 1;
    int sweep = create();
    Configuration configuration = spec().space().configure(parameter -> 0.5);
    List<Change> past =
        List.of(
            new Change.SweepBecame(SweepState.RUNNING, ""),
            new Change.TrialProposed(0, configuration, Map.of()),
            new Change.AttemptStarted(new AttemptId(sweep, 0, 1), List.of("thread"), ""));
    for (Change change : past) {
      kept.commit(List.of(new SweepEvent(kept.lastSequence() + 1, sweep, Instant.EPOCH, change)));
    }
    SweepLoop next =
        start(
            sweep,
            (request, reporter) -> {
              if (request.attempt().number() == 2) {
                throw new InProcessLauncher.Gone(Cause.LOST);
              }
              reporter.report(1, 0.9);
              return COMPLETED;
            });
    assertThat(next.done().get(10, SECONDS)).isEqualTo(SweepState.COMPLETED);
    assertThat(trials().get(0).state()).isEqualTo(TrialState.COMPLETED);
    assertThat(kept.attempts(sweep, 0))
        .extracting(attempt -> attempt.cause().orElseThrow())
        .containsExactly(Cause.CANCELLED, Cause.LOST, Cause.COMPLETED);
  }

  @Test
  void aRestartedServerGoesOnFromTheCheckpoint() throws Exception {
    budget = 1;
    int sweep = create();
    CountDownLatch saved = new CountDownLatch(1);
    SweepLoop loop =
        start(
            sweep,
            (request, reporter) -> {
              reporter.report(1, 0.1);
              reporter.checkpoint(1);
              reporter.report(2, 0.2);
              saved.countDown();
              await().until(reporter::cancelled);
              return COMPLETED;
            });
    assertThat(saved.await(10, SECONDS)).isTrue();
    loop.interrupt();
    loop.done().get(20, SECONDS);
    start(sweep, this::train).done().get(20, SECONDS);
    assertThat(kept.curves(1, 0, 100).get("accuracy"))
        .extracting(SweepReader.CurvePoint::step)
        .containsExactly(1, 2, 3);
    assertThat(kept.events(1))
        .extracting(SweepEvent::change)
        .filteredOn(Change.AttemptStarted.class::isInstance)
        .extracting(change -> ((Change.AttemptStarted) change).after())
        .containsExactly(OptionalInt.empty(), OptionalInt.of(1));
  }

  @Test
  void pausedTrialsOutliveTheServer() throws Exception {
    stopper = new PauseAtFirst();
    int sweep = create();
    SweepLoop loop = start(sweep, this::trainUntilTold);
    await().until(() -> trials().stream().anyMatch(t -> t.state() == TrialState.PAUSED));
    loop.interrupt();
    loop.done().get(20, SECONDS);
    assertThat(start(sweep, this::train).done().get(20, SECONDS)).isEqualTo(SweepState.COMPLETED);
    assertThat(trials()).filteredOn(t -> t.state() == TrialState.COMPLETED).hasSize(3);
  }

  @Test
  void anInterruptedSweepGoesOnAsIfNothingHadHappened() throws Exception {
    run(this::train);
    List<Map<String, Object>> uninterrupted = trials().stream().map(TrialRow::values).toList();

    int second = create();
    CountDownLatch reached = new CountDownLatch(1);
    SweepLoop loop =
        start(
            second,
            (request, reporter) -> {
              if (request.attempt().trial() == 3) {
                reporter.report(1, 0.2);
                reached.countDown();
                await().until(reporter::cancelled);
              }
              return train(request, reporter);
            });
    assertThat(reached.await(10, SECONDS)).isTrue();
    loop.interrupt();
    assertThat(loop.done().get(10, SECONDS)).isEqualTo(SweepState.WAITING);
    assertThat(kept.unfinished()).contains(second);
    assertThat(trials(second).get(3).state()).isEqualTo(TrialState.WAITING);

    assertThat(start(second, this::train).done().get(10, SECONDS)).isEqualTo(SweepState.COMPLETED);
    assertThat(trials(second).stream().map(TrialRow::values).toList()).isEqualTo(uninterrupted);
    assertThat(trials(second).get(3).attempts()).isEqualTo(2);
    assertThat(trials(second).get(2).attempts()).isEqualTo(1);
  }

  @Test
  void aLoopThatVanishedIsRebuiltFromItsEvents() throws Exception {
    int sweep = create();
    CountDownLatch reached = new CountDownLatch(1);
    SweepLoop vanished =
        start(
            sweep,
            (request, reporter) -> {
              if (request.attempt().trial() == 3) {
                reporter.report(1, 0.2);
                reached.countDown();
                awaitQuietly(new CountDownLatch(1));
              }
              return train(request, reporter);
            });
    assertThat(reached.await(10, SECONDS)).isTrue();
    List<TrialRow> before = trials(sweep).subList(0, 3);

    assertThat(start(sweep, this::train).done().get(10, SECONDS)).isEqualTo(SweepState.COMPLETED);
    assertThat(trials(sweep).subList(0, 3)).isEqualTo(before);
    assertThat(trials(sweep)).hasSize(6).allMatch(t -> t.state() == TrialState.COMPLETED);
    assertThat(vanished.done()).isNotDone();
  }

  @Test
  void aPausedSweepStaysPausedWhenTheServerStops() throws Exception {
    parallel = 1;
    SweepLoop loop =
        start(
            (request, reporter) -> {
              await().until(reporter::cancelled);
              return new AttemptEnd(Cause.CANCELLED, "the server stops");
            });
    loop.pause("for the night").get(10, SECONDS);
    loop.interrupt();
    assertThat(loop.done().get(10, SECONDS)).isEqualTo(SweepState.PAUSED);
  }

  /** The next server's loop, whose launcher finds every former process. */
  private SweepLoop adopting(int sweep, List<TrialLauncher.Course> adopted) {
    TrialLauncher launcher =
        new TrialLauncher() {
          @Override
          public Handle launch(Request request, Listener listener) {
            throw new AssertionError("launched anew: " + request.attempt());
          }

          @Override
          public Optional<Handle> adopt(Request request, Course course, Listener listener) {
            adopted.add(course);
            return Optional.of(
                new Handle() {
                  @Override
                  public void cancel(String reason) {}

                  @Override
                  public void release() {}
                });
          }

          @Override
          public int capacity(SweepSpec wanted) {
            return 1;
          }

          @Override
          public void sweepEnded(int ended) {}
        };
    SweepLoop loop = loop(sweep, launcher);
    loop.start();
    return loop;
  }
}
