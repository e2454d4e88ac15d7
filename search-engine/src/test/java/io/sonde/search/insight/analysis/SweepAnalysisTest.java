package io.sonde.search.insight.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Constraint;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Goal;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.insight.Insights;
import io.sonde.search.insight.Outlook;
import io.sonde.search.insight.ParetoPicture;
import io.sonde.search.port.Play;
import io.sonde.search.sampler.random.RandomSampler;
import io.sonde.search.space.Space;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SweepAnalysisTest {
  private static final Goal TWO =
      new Goal(
          List.of(
              new Objective("loss", Direction.MINIMIZE),
              new Objective("speed", Direction.MAXIMIZE)),
          List.of(new Constraint("memory", Double.NEGATIVE_INFINITY, 10, false)));

  private static void trial(
      ColumnarHistory history, TrialState state, double loss, double speed, double memory) {
    int trial = history.propose(new double[] {loss});
    history.become(trial, TrialState.RUNNING);
    history.report(trial, 1, Map.of("loss", loss, "speed", speed, "memory", memory));
    history.become(trial, state);
  }

  @Test
  void showsTheFrontOfFeasibleTrials() {
    ColumnarHistory history = new ColumnarHistory(Play.reals(1), TWO);
    trial(history, TrialState.COMPLETED, 0.5, 30, 5);
    trial(history, TrialState.COMPLETED, 0.25, 10, 5);
    trial(history, TrialState.COMPLETED, 0.75, 20, 5);
    trial(history, TrialState.INFEASIBLE, 0.1, 99, 11);
    Insights learnt = SweepAnalysis.of(history, 1);
    ParetoPicture front = learnt.front().orElseThrow();
    assertThat(front.points())
        .containsExactly(
            new ParetoPicture.Point(1, List.of(0.25, 10.0)),
            new ParetoPicture.Point(0, List.of(0.5, 30.0)));
    assertThat(front.dominated()).containsExactly(new ParetoPicture.Point(2, List.of(0.75, 20.0)));
    assertThat(front.hypervolume()).isPositive();
    // Seen from (0.55, 9): trial 0 covers 0.05 by 21, trial 1 adds 0.25 by 1, trial 2 nothing.
    assertThat(front.growth()).extracting(ParetoPicture.Growth::trial).containsExactly(0, 1);
    assertThat(front.growth().get(0).hypervolume()).isCloseTo(0.05 * 21, within(1e-12));
    assertThat(front.growth().get(1).hypervolume()).isEqualTo(front.hypervolume());
    assertThat(learnt.objectives()).hasSize(2);
    assertThat(learnt.outlook().answer()).isEqualTo(Outlook.Answer.TOO_EARLY);
    assertThat(learnt.remarks().get(0)).contains("Too few trials");
  }

  /** Fronts of one trial at (loss, speed); the volume is that of a box. */
  @Test
  void aFrontThatGrewLatelyIsWorthGoingOnWith() {
    ColumnarHistory history = new ColumnarHistory(Play.reals(1), TWO);
    for (int i = 0; i < 30; i++) {
      trial(history, TrialState.COMPLETED, 0.5, 30, 5);
    }
    assertThat(SweepAnalysis.of(history, 1).outlook().answer())
        .isEqualTo(Outlook.Answer.LITTLE_TO_GAIN);
    trial(history, TrialState.COMPLETED, 0.4, 29, 5);
    Outlook outlook = SweepAnalysis.of(history, 1).outlook();
    assertThat(outlook.answer()).isEqualTo(Outlook.Answer.WORTH_GOING_ON);
    assertThat(outlook.reason()).contains("The last 7 of 31 trials added", "worth going on");
  }

  @Test
  void theSameSeedLearnsTheSame() {
    Space space = Play.conditional();
    ColumnarHistory history =
        Play.play(
            new RandomSampler(space), space, c -> c.values().size() + c.hashCode() % 7, 60, 3);
    assertThat(SweepAnalysis.of(history, 5)).isEqualTo(SweepAnalysis.of(history, 5));
    Insights learnt = SweepAnalysis.of(history, 5);
    assertThat(learnt.objectives().get(0).importances().parameters())
        .allSatisfy(
            one -> {
              assertThat(one.variance()).isBetween(0.0, 1.0);
              assertThat(one.whereActive()).isBetween(0.0, 1.0);
              assertThat(one.active()).isBetween(0.0, 1.0);
            });
    assertThat(
            learnt.objectives().get(0).importances().parameters().stream()
                .mapToDouble(one -> one.amongTheBest())
                .sum())
        .isCloseTo(1, within(0.2));
  }

  @Test
  void aHistoryFromWhichNothingCanBeLearntIsNoTrouble() {
    Space space = Play.mixed();
    ColumnarHistory failed = new ColumnarHistory(space, Play.LOSS);
    assertThat(SweepAnalysis.of(failed, 1).trials()).isZero();
    for (int i = 0; i < 30; i++) {
      int trial =
          failed.propose(
              new RandomSampler(space).propose(failed, Play.generator(1, i)).orElseThrow());
      failed.become(trial, TrialState.FAILED);
    }
    assertThat(SweepAnalysis.of(failed, 1).trials()).isZero();
    ColumnarHistory constant = Play.play(new RandomSampler(space), space, c -> 0.5, 40, 3);
    Insights learnt = SweepAnalysis.of(constant, 1);
    assertThat(learnt.objectives().get(0).importances().parameters())
        .allSatisfy(one -> assertThat(one.variance()).isZero());
    assertThat(learnt.objectives().get(0).optimum()).isEmpty();
  }
}
