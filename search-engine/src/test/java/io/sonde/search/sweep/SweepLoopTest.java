package io.sonde.search.sweep;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.Constraint;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Goal;
import io.sonde.search.history.History;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.InMemorySweepStore;
import io.sonde.search.port.PreparedTrials;
import io.sonde.search.port.ReportInbox.Refused;
import io.sonde.search.port.ReportInbox.Why;
import io.sonde.search.port.RequestKey;
import io.sonde.search.port.Stopper;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.port.SweepStore;
import io.sonde.search.port.TrialLauncher;
import io.sonde.search.proposal.WarmStart;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Report;
import io.sonde.search.report.TokenKey;
import io.sonde.search.report.Verdict;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Domain;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import io.sonde.search.spec.SweepSpec;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SweepLoopTest {
  private static final Objective ACCURACY = new Objective("accuracy", Direction.MAXIMIZE);
  private static final Stopper NEVER = (history, trial, step) -> Verdict.goOn("");
  private static final AttemptEnd COMPLETED =
      new AttemptEnd(Cause.COMPLETED, "", Map.of("test_accuracy", 0.5));

  private final InMemorySweepStore kept = new InMemorySweepStore();
  private final AtomicBoolean away = new AtomicBoolean();
  private final ConcurrentLinkedQueue<String> health = new ConcurrentLinkedQueue<>();
  private final List<AutoCloseable> toClose = new ArrayList<>();
  private Stopper stopper = NEVER;
  private List<Constraint> constraints = List.of();
  private Map<Cause, SweepSpec.Retry> retries = Map.of();
  private Optional<Duration> wall = Optional.empty();
  private List<Map<String, Object>> first = List.of();
  private int budget = 6;
  private int parallel = 1;
  private final Set<TrialLauncher.Reached> checkpoints = ConcurrentHashMap.newKeySet();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable closeable : toClose) {
      closeable.close();
    }
  }

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

  private SweepState sweepState() {
    return kept.sweep(1).orElseThrow().state();
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
  void aPausedTrialIsTakenFurtherFromItsCheckpoint() throws Exception {
    stopper = new PauseAtFirst();
    Map<Integer, List<Integer>> steps = new ConcurrentHashMap<>();
    SweepState state =
        run(
            (request, reporter) -> {
              steps
                  .computeIfAbsent(request.attempt().trial(), t -> new CopyOnWriteArrayList<>())
                  .add(reporter.after());
              return train(request, reporter);
            });
    assertThat(state).isEqualTo(SweepState.COMPLETED);
    assertThat(steps.values()).filteredOn(List.of(0, 1)::equals).hasSize(3);
    assertThat(steps.values()).filteredOn(List.of(0)::equals).hasSize(3);
    for (TrialRow trial : trials()) {
      boolean further = steps.get(trial.number()).size() == 2;
      assertThat(trial.state()).isEqualTo(further ? TrialState.COMPLETED : TrialState.STOPPED);
      assertThat(trial.lastStep()).hasValue(further ? 3 : 1);
      assertThat(kept.curves(1, trial.number(), 10).get("accuracy")).hasSize(further ? 3 : 1);
      assertThat(trial.reason()).contains(further ? "" : "paused");
    }
  }

  @Test
  void aTrialThatBreaksAfterItsPauseGoesOnFromTheCheckpoint() throws Exception {
    stopper = new PauseAtFirst();
    retries = Map.of(Cause.CRASH, new SweepSpec.Retry(1, Duration.ZERO));
    List<Integer> begun = new CopyOnWriteArrayList<>();
    run(
        (request, reporter) -> {
          int after = reporter.after();
          begun.add(after);
          if (after == 1 && request.attempt().number() == 2) {
            reporter.report(2, 0.5);
            throw new InProcessLauncher.Gone(Cause.CRASH);
          }
          return train(request, reporter);
        });
    assertThat(begun).filteredOn(step -> step == 1).hasSize(6);
    assertThat(trials()).filteredOn(t -> t.state() == TrialState.COMPLETED).hasSize(3);
    assertThat(trials()).filteredOn(t -> t.attempts() == 3).hasSize(3);
  }

  @Test
  void aTrialThatBreaksGoesOnFromItsLatestCheckpoint() throws Exception {
    retries = Map.of(Cause.CRASH, new SweepSpec.Retry(2, Duration.ZERO));
    budget = 1;
    List<Integer> begun = new CopyOnWriteArrayList<>();
    SweepState state =
        run(
            (request, reporter) -> {
              begun.add(reporter.after());
              for (int step = reporter.after() + 1; step <= 9; step++) {
                reporter.report(step, step / 10.0);
                if (step % 3 == 0) {
                  reporter.checkpoint(step);
                } else if (step == 3 * request.attempt().number() + 2) {
                  throw new InProcessLauncher.Gone(Cause.CRASH);
                }
              }
              return COMPLETED;
            });
    assertThat(state).isEqualTo(SweepState.COMPLETED);
    assertThat(begun).containsExactly(0, 3, 6);
    assertThat(trials().get(0).attempts()).isEqualTo(3);
    assertThat(kept.curves(1, 0, 100).get("accuracy"))
        .extracting(SweepReader.CurvePoint::step)
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  void whatCameAfterTheCheckpointCountsNoMore() throws Exception {
    retries = Map.of(Cause.CRASH, new SweepSpec.Retry(1, Duration.ZERO));
    budget = 1;
    run(
        (request, reporter) -> {
          boolean first = request.attempt().number() == 1;
          for (int step = reporter.after() + 1; step <= 4; step++) {
            reporter.report(step, first && step == 3 ? 0.9 : step / 10.0);
            if (first && step == 2) {
              reporter.checkpoint(step);
            } else if (first && step == 3) {
              throw new InProcessLauncher.Gone(Cause.CRASH);
            }
          }
          return COMPLETED;
        });
    assertThat(trials().get(0).value()).hasValue(0.4);
    assertThat(trials().get(0).bestStep()).hasValue(4);
  }

  @Test
  void aCheckpointBeyondWhatCountsIsNotOffered() throws Exception {
    retries = Map.of(Cause.CRASH, new SweepSpec.Retry(2, Duration.ZERO));
    budget = 1;
    List<List<TrialLauncher.Reached>> offered = new CopyOnWriteArrayList<>();
    run(
        (request, reporter) -> {
          int number = request.attempt().number();
          offered.add(request.earlier());
          for (int step = reporter.after() + 1; step <= 5; step++) {
            reporter.report(step, step / 10.0);
            if (number == 1 && step == 2) {
              reporter.checkpoint(step);
            } else if (number < 3 && step == 6 - number) {
              throw new InProcessLauncher.Gone(Cause.CRASH);
            }
          }
          return COMPLETED;
        });
    AttemptId one = new AttemptId(1, 0, 1);
    AttemptId two = new AttemptId(1, 0, 2);
    assertThat(offered)
        .containsExactly(
            List.of(),
            List.of(new TrialLauncher.Reached(one, 5)),
            List.of(new TrialLauncher.Reached(two, 4), new TrialLauncher.Reached(one, 2)));
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
    first.cancel("over");
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
          public int capacity(SweepSpec.Resources needs) {
            return 1;
          }

          @Override
          public void sweepEnded(int ended) {}
        };
    SweepLoop loop = loop(sweep, launcher);
    loop.start();
    return loop;
  }

  @Test
  void aStepBeforeTheCheckpointIsRefused() throws Exception {
    retries = Map.of(Cause.CRASH, new SweepSpec.Retry(1, Duration.ZERO));
    budget = 1;
    SweepState state =
        run(
            (request, reporter) -> {
              if (reporter.after() == 2) {
                assertThatThrownBy(() -> reporter.report(2, 0.1))
                    .hasMessageContaining("step 2 comes after step 2; steps must rise");
                return COMPLETED;
              }
              reporter.report(2, 0.2);
              reporter.checkpoint(2);
              throw new InProcessLauncher.Gone(Cause.CRASH);
            });
    assertThat(state).isEqualTo(SweepState.COMPLETED);
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

  /** The first trial is paused at once; the others hold the sweep up until it is interrupted. */
  private AttemptEnd trainUntilTold(
      TrialLauncher.Request request, InProcessLauncher.Reporter reporter) {
    if (request.attempt().trial() == 0) {
      return train(request, reporter);
    }
    await().until(reporter::cancelled);
    return COMPLETED;
  }

  /** Pauses every trial after its first step, and takes the better of every two further. */
  private static final class PauseAtFirst implements Stopper {
    @Override
    public Verdict judge(History history, int trial, int step) {
      return step == 1 ? Verdict.pause("paused at step 1") : Verdict.goOn("");
    }

    @Override
    public Optional<Resumption> resume(History history) {
      List<Integer> reached = new ArrayList<>();
      int further = 0;
      for (int trial = 0; trial < history.size(); trial++) {
        boolean waits = history.state(trial) == TrialState.PAUSED;
        further += !waits && history.reports(trial) > 0 ? 1 : 0;
        if (waits) {
          reached.add(trial);
        }
      }
      return reached.size() + further >= 2 * (further + 1)
          ? Optional.of(new Resumption(reached.get(0), OptionalInt.empty(), "taken further"))
          : Optional.empty();
    }
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
    loop.cancel("not needed");
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
    loop.pause("others are in a hurry");
    await().until(() -> kept.load(1).orElseThrow().state() == SweepState.PAUSED);
    told.countDown();
    await().until(() -> trials().stream().allMatch(t -> t.state() == TrialState.COMPLETED));
    assertThat(trials()).hasSize(1);
    assertThat(loop.done()).isNotDone();
    loop.goOn();
    assertThat(loop.done().get(10, SECONDS)).isEqualTo(SweepState.COMPLETED);
    assertThat(trials()).hasSize(budget);
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
    loop.pause("for the night");
    loop.interrupt();
    assertThat(loop.done().get(10, SECONDS)).isEqualTo(SweepState.PAUSED);
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

  private AttemptEnd train(TrialLauncher.Request request, InProcessLauncher.Reporter reporter) {
    double x = (double) request.configuration().values().get("x");
    int after = reporter.after();
    for (int step = after + 1; step <= 3; step++) {
      if (!reporter.report(step, x * step / 3)) {
        return new AttemptEnd(Cause.STOPPED, "told to stop");
      }
    }
    return COMPLETED;
  }

  private SweepState run(InProcessLauncher.Training training) throws Exception {
    return start(training).done().get(20, SECONDS);
  }

  private SweepLoop start(InProcessLauncher.Training training) {
    return start(create(), training);
  }

  private SweepLoop start(int sweep, InProcessLauncher.Training training) {
    InProcessLauncher launcher = new InProcessLauncher(training, checkpoints);
    toClose.add(launcher);
    SweepLoop loop = loop(sweep, launcher);
    launcher.reportTo(loop);
    loop.start();
    return loop;
  }

  private SweepLoop loop(int sweep, TrialLauncher launcher) {
    Journal journal =
        new Journal(new SometimesAway(), Clock.systemUTC(), Duration.ofSeconds(30), new Health());
    toClose.add(journal);
    return new SweepLoop(
        new SweepLoop.Parts(
            sweep,
            spec(),
            7,
            parallel,
            new UnitSize(),
            SweepLoopTest::propose,
            stopper,
            WarmStart.of(first, spec().space(), spec().goal()),
            launcher,
            journal,
            new Tokens(new TokenKey(new byte[TokenKey.BYTES]), Instant.EPOCH),
            kept.events(sweep)));
  }

  private int create() {
    return kept.create(
        new SweepStore.NewSweep(
            "test",
            "",
            "/",
            SweepStore.Overrides.NONE,
            Optional.empty(),
            7,
            Instant.parse("2026-11-21T12:00:00Z")),
        new SweepStore.SweepHead(ACCURACY, budget));
  }

  /** Depends on the history, so that a rebuilt one that differs would be seen. */
  private static Optional<Configuration> propose(History history, RandomGenerator random) {
    double shift = 0;
    for (int i = 0; i < history.size(); i++) {
      shift += Double.isNaN(history.value(i)) ? 0.01 : history.value(i) / 10;
    }
    double code = (random.nextDouble() + shift) % 1;
    return Optional.of(history.space().configure(parameter -> code));
  }

  private SweepSpec spec() {
    Map<String, Domain> domains = new LinkedHashMap<>();
    domains.put("x", new Domain.FloatRange(0, 1, Scale.LINEAR, OptionalDouble.empty()));
    return new SweepSpec(
        "test",
        new Goal(List.of(ACCURACY), constraints),
        Space.flat(domains),
        new SweepSpec.Search("test", OptionalLong.of(7), Map.of()),
        new SweepSpec.EarlyStopping("none", Map.of()),
        new SweepSpec.Budget(budget, wall, OptionalInt.of(parallel)),
        new SweepSpec.Resources(0, 1, OptionalLong.empty(), 50),
        new SweepSpec.Trial("test", Map.of(), Optional.empty(), retries),
        "",
        Path.of("/"));
  }

  private List<TrialRow> trials() {
    return trials(1);
  }

  private List<TrialRow> trials(int sweep) {
    return kept.trials(sweep, new TrialQuery(Set.of(), "number", false, 0, 1000)).rows();
  }

  private static void assertRefused(CompletableFuture<?> answer, Why why) {
    assertThatThrownBy(() -> answer.get(10, SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.why()).isEqualTo(why));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Every configuration's size is its x. */
  private static final class UnitSize implements PreparedTrials {
    @Override
    public Feasibility assess(Configuration configuration) {
      return new Feasible(Map.of("size", (double) configuration.values().get("x")));
    }

    @Override
    public Optional<String> dataHash() {
      return Optional.empty();
    }
  }

  private final class Health implements Journal.StoreWatch {
    @Override
    public void away(String message) {
      health.add("away");
    }

    @Override
    public void back() {
      health.add("back");
    }

    @Override
    public void gone(String message) {
      health.add("gone");
    }
  }

  /** The kept sweeps behind a connection that can be cut. */
  private final class SometimesAway implements SweepStore {
    @Override
    public int create(NewSweep sweep, SweepHead head) {
      return kept.create(sweep, head);
    }

    @Override
    public OptionalInt startedBy(RequestKey key) {
      return kept.startedBy(key);
    }

    @Override
    public void override(int sweep, Overrides overrides, int trials) {
      kept.override(sweep, overrides, trials);
    }

    @Override
    public void commit(List<SweepEvent> events) {
      if (away.get()) {
        throw new StoreUnavailable("cut", new IllegalStateException("cut"));
      }
      kept.commit(events);
    }

    @Override
    public long lastSequence() {
      return kept.lastSequence();
    }

    @Override
    public Optional<StoredSweep> load(int sweep) {
      return kept.load(sweep);
    }

    @Override
    public List<SweepEvent> events(int sweep) {
      return kept.events(sweep);
    }

    @Override
    public List<Integer> unfinished() {
      return kept.unfinished();
    }
  }
}
