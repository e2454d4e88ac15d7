package io.sonde.search.insight.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Goal;
import io.sonde.search.history.Objective;
import io.sonde.search.history.Summary;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Play;
import io.sonde.search.space.Space;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {
  private final Space space = Play.reals(1);

  private static int trial(ColumnarHistory history, TrialState end, double... losses) {
    int trial = history.propose(new double[] {0});
    history.become(trial, TrialState.RUNNING);
    for (int i = 0; i < losses.length; i++) {
      history.report(trial, i + 1, losses[i]);
    }
    if (end != TrialState.RUNNING) {
      history.become(trial, end);
    }
    return trial;
  }

  @Test
  void takesOnlyTrialsWithAValue() {
    ColumnarHistory history = new ColumnarHistory(space, Play.LOSS);
    trial(history, TrialState.COMPLETED, 0.5);
    trial(history, TrialState.FAILED, 0.1);
    trial(history, TrialState.INFEASIBLE, 0.1);
    trial(history, TrialState.CANCELLED, 0.1);
    trial(history, TrialState.RUNNING, 0.1);
    trial(history, TrialState.COMPLETED, Double.NaN);
    trial(history, TrialState.COMPLETED, Double.POSITIVE_INFINITY);
    trial(history, TrialState.COMPLETED, 0.25);
    Sample sample = Sample.of(history);
    assertThat(sample.step()).isEmpty();
    assertThat(IntStream.range(0, sample.size()).map(sample::trial)).containsExactly(0, 6, 7);
    assertThat(sample.losses(0)).containsExactly(0.5, 0.5, 0.25);
  }

  @Test
  void anEmptyHistoryGivesAnEmptySample() {
    assertThat(Sample.of(new ColumnarHistory(space, Play.LOSS)).size()).isZero();
  }

  @Test
  void enoughCompletedTrialsAreComparedByTheirValues() {
    ColumnarHistory history = new ColumnarHistory(space, Play.LOSS);
    for (int i = 0; i < 100; i++) {
      trial(history, i % 3 == 0 ? TrialState.COMPLETED : TrialState.STOPPED, 3, 2, 1);
    }
    assertThat(Sample.of(history).size()).isEqualTo(34);
    assertThat(Sample.of(history).step()).isEmpty();
  }

  /**
   * 100 trials stopped at step 1, 40 at step 2, 10 completed at 4: 32 must have reached the step.
   */
  @Test
  void whereFewCompleteAllAreComparedAtTheFurthestStepThatEnoughReached() {
    ColumnarHistory history = new ColumnarHistory(space, Play.LOSS);
    for (int i = 0; i < 100; i++) {
      trial(history, TrialState.STOPPED, 9);
    }
    for (int i = 0; i < 40; i++) {
      trial(history, TrialState.STOPPED, 8, 7);
    }
    for (int i = 0; i < 10; i++) {
      trial(history, TrialState.COMPLETED, 8, 6, 4, 2);
    }
    Sample sample = Sample.of(history);
    assertThat(sample.step()).hasValue(2);
    assertThat(sample.size()).isEqualTo(50);
    assertThat(sample.losses(0)).containsOnly(7, 6).endsWith(6);
  }

  @Test
  void aMeanIsThatOfTheStepsUpToTheCommonOne() {
    Objective folds = new Objective("accuracy", Direction.MAXIMIZE, Summary.MEAN);
    ColumnarHistory history = new ColumnarHistory(space, new Goal(List.of(folds), List.of()));
    for (int i = 0; i < 60; i++) {
      trial(history, TrialState.STOPPED, 0.5, 0.7);
    }
    trial(history, TrialState.COMPLETED, 0.5, 0.9, 0.1, 0.1);
    Sample sample = Sample.of(history);
    assertThat(sample.step()).hasValue(2);
    assertThat(sample.losses(0)).startsWith(-0.6).endsWith(-0.7);
  }

  @Test
  void eachObjectiveHasItsLosses() {
    Goal goal =
        new Goal(
            List.of(
                new Objective("loss", Direction.MINIMIZE),
                new Objective("speed", Direction.MAXIMIZE)),
            List.of());
    ColumnarHistory history = new ColumnarHistory(space, goal);
    int trial = history.propose(new double[] {0});
    history.become(trial, TrialState.RUNNING);
    history.report(trial, 1, Map.of("loss", 0.5, "speed", 30.0));
    history.become(trial, TrialState.COMPLETED);
    int lacking = history.propose(new double[] {0});
    history.become(lacking, TrialState.RUNNING);
    history.report(lacking, 1, Map.of("loss", 0.5));
    history.become(lacking, TrialState.COMPLETED);
    Sample sample = Sample.of(history);
    assertThat(sample.size()).isEqualTo(1);
    assertThat(sample.losses(1)).containsExactly(-30);
  }
}
