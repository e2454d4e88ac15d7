package io.sonde.search.asktell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sonde.search.history.Constraint;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Goal;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Play;
import io.sonde.search.port.Stopper;
import io.sonde.search.proposal.WarmStart;
import io.sonde.search.report.Decision;
import io.sonde.search.report.Verdict;
import io.sonde.search.sampler.Samplers;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import io.sonde.search.spec.SweepSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AskTellTest {
  private static final Stopper NEVER = (history, trial, step) -> Verdict.goOn("on it goes");
  private static final Objective LOSS = Play.LOSS;

  private Goal goal = new Goal(LOSS);
  private Space space = Space.flat(Map.of("x", Play.real(0, 1, Scale.LINEAR)));
  private Stopper stopper = NEVER;
  private String algorithm = "tpe";
  private Optional<Duration> wall = Optional.empty();
  private int budget = 5;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));

  @Test
  void theBudgetIsGivenOutAndThenNothing() {
    AskTell sweep = sweep();
    for (int trial = 0; trial < budget; trial++) {
      Asked.Work work = work(sweep.ask());
      assertThat(work.trial()).isEqualTo(trial);
      assertThat(work.resumed()).isFalse();
      assertThat(work.until()).isEmpty();
      assertThat(sweep.tell(trial, loss(trial)).state()).isEqualTo(TrialState.COMPLETED);
    }
    assertThat(sweep.ask()).isEqualTo(new Asked.Done("the budget is spent"));
    assertThat(sweep.best().trials()).singleElement().extracting(Best.Found::trial).isEqualTo(0);
  }

  @Test
  void askingDoesNotWaitForTelling() {
    budget = 32;
    AskTell sweep = sweep();
    Set<Object> different = new HashSet<>();
    for (int i = 0; i < budget; i++) {
      different.add(work(sweep.ask()).configuration().values());
    }
    assertThat(different).hasSize(32);
    assertThat(sweep.ask()).isInstanceOf(Asked.Done.class);
    for (int trial = 31; trial >= 0; trial--) {
      sweep.tell(trial, loss(trial));
    }
    assertThat(sweep.best().trials().get(0).trial()).isZero();
  }

  @Test
  void aFiniteSpaceEndsBeforeTheBudget() {
    space = Space.flat(Map.of("x", Play.choice("a", "b", "c")));
    algorithm = "grid";
    AskTell sweep = sweep();
    for (int i = 0; i < 3; i++) {
      sweep.tell(work(sweep.ask()).trial(), loss(i));
    }
    assertThat(sweep.ask()).isEqualTo(new Asked.Done("every configuration of the space was tried"));
  }

  @Test
  void aCancelledTrialGivesItsPlaceBackAFailedOneDoesNot() {
    budget = 2;
    AskTell sweep = sweep();
    work(sweep.ask());
    work(sweep.ask());
    assertThat(sweep.ask()).isInstanceOf(Asked.Done.class);
    sweep.tell(0, TrialState.CANCELLED, "the machine is needed", Map.of());
    assertThat(work(sweep.ask()).trial()).isEqualTo(2);
    sweep.tell(1, TrialState.FAILED, "out of memory", Map.of());
    assertThat(sweep.ask()).isInstanceOf(Asked.Done.class);
    assertThat(sweep.history().state(1)).isEqualTo(TrialState.FAILED);
    assertThat(sweep.best().trials()).isEmpty();
  }

  @Test
  void aStoppedTrialIsOverAndMayBeToldOnce() {
    stopper = (history, trial, step) -> step == 2 ? Verdict.stop("enough") : Verdict.goOn("");
    AskTell sweep = sweep();
    work(sweep.ask());
    assertThat(sweep.report(0, 1, loss(3)).decision()).isEqualTo(Decision.CONTINUE);
    assertThat(sweep.report(0, 2, loss(2))).isEqualTo(Verdict.stop("enough"));
    assertRefused(() -> sweep.report(0, 3, loss(1)), "trial 0 is over: it is stopped");
    assertThat(sweep.tell(0, loss(0.5)).state()).isEqualTo(TrialState.STOPPED);
    assertThat(sweep.history().value(0)).isEqualTo(2);
    assertRefused(() -> sweep.tell(0, loss(0.5)), "trial 0 is over: it is stopped");
  }

  @Test
  void whatIsToldGoesBeforeWhatWasReported() {
    AskTell sweep = sweep();
    work(sweep.ask());
    sweep.report(0, 1, loss(0.2));
    sweep.report(0, 2, loss(0.7));
    sweep.tell(0, loss(0.9));
    assertThat(sweep.best().trials().get(0).values()).containsEntry("loss", 0.9);
    work(sweep.ask());
    sweep.report(1, 1, loss(0.5));
    sweep.tell(1, Map.of());
    assertThat(sweep.best().trials().get(0).values()).containsEntry("loss", 0.5);
  }

  @Test
  void aPausedTrialComesBackByAsking() {
    stopper = new Pausing();
    budget = 3;
    AskTell sweep = sweep();
    Asked.Work first = work(sweep.ask());
    assertThat(first.until()).hasValue(1);
    assertThat(sweep.report(0, 1, loss(0.1)).decision()).isEqualTo(Decision.PAUSE);
    assertRefused(() -> sweep.report(0, 2, loss(1)), "trial 0 is paused at step 1");
    assertRefused(() -> sweep.tell(0, loss(1)), "trial 0 is paused at step 1");
    work(sweep.ask());
    sweep.report(1, 1, loss(0.3));
    Asked.Work again = work(sweep.ask());
    assertThat(again)
        .isEqualTo(
            new Asked.Work(0, first.configuration(), OptionalInt.of(1), OptionalInt.empty()));
    assertRefused(() -> sweep.report(0, 1, loss(1)), "expected a step after step 1");
    sweep.report(0, 2, loss(0.05));
    assertThat(work(sweep.ask()).trial()).isEqualTo(2);
    assertThat(sweep.ask()).isInstanceOf(Asked.Later.class);
    sweep.tell(0, Map.of());
    assertThat(sweep.ask()).isInstanceOf(Asked.Later.class);
    sweep.report(2, 1, loss(0.4));
    assertThat(sweep.ask()).isEqualTo(new Asked.Done("the budget is spent"));
    assertThat(List.of(state(sweep, 0), state(sweep, 1), state(sweep, 2)))
        .containsExactly(TrialState.COMPLETED, TrialState.STOPPED, TrialState.STOPPED);
    assertThat(sweep.best().trials().get(0).values()).containsEntry("loss", 0.05);
  }

  @Test
  void aViolatedConstraintMakesItInfeasible() {
    goal = new Goal(List.of(LOSS), List.of(new Constraint("size", -1e9, 1000, false)));
    AskTell sweep = sweep();
    work(sweep.ask());
    assertRefused(() -> sweep.tell(0, loss(1)), "expected a value of size");
    assertThat(sweep.tell(0, Map.of("loss", 0.1, "size", 2000.0)))
        .satisfies(completion -> assertThat(completion.state()).isEqualTo(TrialState.INFEASIBLE))
        .satisfies(
            completion ->
                assertThat(completion.reason())
                    .isEqualTo("size is 2,000, above the at_most of 1,000"));
    work(sweep.ask());
    assertThat(sweep.tell(1, Map.of("loss", 0.5, "size", 1000.0)).state())
        .isEqualTo(TrialState.COMPLETED);
    assertThat(sweep.best().trials().get(0).trial()).isEqualTo(1);
  }

  @Test
  void severalObjectivesGiveAFront() {
    goal = new Goal(List.of(LOSS, new Objective("accuracy", Direction.MAXIMIZE)), List.of());
    AskTell sweep = sweep();
    double[][] told = {{0.1, 0.5}, {0.2, 0.9}, {0.3, 0.8}};
    for (double[] values : told) {
      int trial = work(sweep.ask()).trial();
      sweep.tell(trial, Map.of("loss", values[0], "accuracy", values[1]));
    }
    Best best = sweep.best();
    assertThat(best.trials()).extracting(Best.Found::trial).containsExactly(0, 1);
    assertThat(best.trials().get(1).values())
        .containsExactly(Map.entry("loss", 0.2), Map.entry("accuracy", 0.9));
    assertThat(best.reference()).containsOnlyKeys("loss", "accuracy");
    assertThat(best.hypervolume()).isPositive();
  }

  @Test
  void nanIsTakenAndIsNoValue() {
    AskTell sweep = sweep();
    work(sweep.ask());
    sweep.report(0, 1, loss(Double.NaN));
    assertThat(sweep.tell(0, loss(Double.NaN)).state()).isEqualTo(TrialState.FAILED);
    work(sweep.ask());
    assertThat(sweep.tell(1, loss(Double.POSITIVE_INFINITY)).state())
        .isEqualTo(TrialState.COMPLETED);
    assertThat(sweep.best().trials().get(0).values())
        .containsEntry("loss", Double.POSITIVE_INFINITY);
  }

  @Test
  void whatDoesNotFitIsRefusedAndChangesNothing() {
    AskTell sweep = sweep();
    assertRefused(() -> sweep.tell(0, loss(1)), "there is no trial 0; none was asked for yet");
    work(sweep.ask());
    assertRefused(() -> sweep.tell(-1, loss(1)), "there is no trial -1");
    assertRefused(() -> sweep.report(9, 1, loss(1)), "those asked for are 0 to 0");
    assertRefused(() -> sweep.report(0, -1, loss(1)), "expected a step of at least 0");
    assertRefused(
        () -> sweep.report(0, 1, Map.of("los", 1.0)), "expected a value of loss, got los");
    assertRefused(() -> sweep.tell(0, Map.of()), "expected a value of loss, which trial 0");
    assertRefused(
        () -> sweep.tell(0, TrialState.STOPPED, "", Map.of()),
        "expected the state failed, infeasible or cancelled, got stopped");
    assertThat(sweep.history().reports(0)).isZero();
    sweep.tell(0, loss(1));
    assertRefused(() -> sweep.tell(0, loss(1)), "trial 0 is over: it is completed");
  }

  @Test
  void theWallTimeEndsIt() {
    wall = Optional.of(Duration.ofMinutes(1));
    stopper = new Pausing();
    AskTell sweep = sweep();
    work(sweep.ask());
    sweep.report(0, 1, loss(1));
    work(sweep.ask());
    now.set(now.get().plusSeconds(61));
    assertThat(sweep.ask()).isEqualTo(new Asked.Done("the sweep's wall time is over"));
    assertThat(state(sweep, 0)).isEqualTo(TrialState.STOPPED);
    assertThat(sweep.tell(1, loss(1)).state()).isEqualTo(TrialState.COMPLETED);
  }

  @Test
  void manyThreadsMayAskAndTell() throws Exception {
    budget = 400;
    algorithm = "random";
    AskTell sweep = sweep();
    ConcurrentLinkedQueue<Integer> told = new ConcurrentLinkedQueue<>();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    for (int i = 0; i < 8; i++) {
      threads.execute(
          () -> {
            while (sweep.ask() instanceof Asked.Work work) {
              sweep.report(work.trial(), 1, loss(work.trial()));
              sweep.tell(work.trial(), Map.of());
              told.add(work.trial());
            }
          });
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    assertThat(told).hasSize(400).doesNotHaveDuplicates();
    assertThat(sweep.best().trials().get(0).trial()).isZero();
  }

  @Test
  void theSameCallsGiveTheSameAnswers() {
    List<List<Object>> runs = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      AskTell sweep = sweep();
      List<Object> seen = new ArrayList<>();
      while (sweep.ask() instanceof Asked.Work work) {
        seen.add(work);
        sweep.tell(work.trial(), loss((double) work.configuration().values().get("x")));
      }
      seen.add(sweep.best());
      runs.add(seen);
    }
    assertThat(runs.get(0)).hasSize(6).isEqualTo(runs.get(1));
  }

  private AskTell sweep() {
    return new AskTell(
        new Parts(
            space,
            goal,
            Samplers.create(algorithm, space, 7, Map.of()),
            stopper,
            WarmStart.none(space, goal),
            new SweepSpec.Budget(budget, wall, OptionalInt.empty()),
            7),
        new Clock() {
          @Override
          public Instant instant() {
            return now.get();
          }

          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }
        });
  }

  private static Asked.Work work(Asked asked) {
    assertThat(asked).isInstanceOf(Asked.Work.class);
    return (Asked.Work) asked;
  }

  private static TrialState state(AskTell sweep, int trial) {
    return sweep.history().state(trial);
  }

  private static Map<String, Double> loss(double value) {
    return Map.of("loss", value);
  }

  private static void assertRefused(ThrowingCallable call, String why) {
    assertThatThrownBy(call).isInstanceOf(Refused.class).hasMessageContaining(why);
  }
}
