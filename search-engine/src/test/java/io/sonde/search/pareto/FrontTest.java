package io.sonde.search.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Constraint;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Goal;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Play;
import io.sonde.search.space.Space;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrontTest {
  private static final Space SPACE = Space.flat(Map.of("x", Play.choice("only")));
  private static final Goal GOAL =
      new Goal(
          List.of(
              new Objective("accuracy", Direction.MAXIMIZE),
              new Objective("seconds", Direction.MINIMIZE)),
          List.of(
              new Constraint("parameters", Double.NEGATIVE_INFINITY, 1000, true),
              new Constraint("recall", 0.5, Double.POSITIVE_INFINITY, false)));

  private final ColumnarHistory history = new ColumnarHistory(SPACE, GOAL);

  private int trial(TrialState state, double... metrics) {
    int trial = history.propose(new double[] {0});
    history.become(trial, TrialState.RUNNING);
    history.measure(
        trial,
        Map.of(
            "accuracy", metrics[0],
            "seconds", metrics[1],
            "parameters", metrics[2],
            "recall", metrics[3]));
    if (state != TrialState.RUNNING) {
      history.become(trial, state);
    }
    return trial;
  }

  @Test
  void holdsWhatNoFeasibleTrialDominates() {
    int fast = trial(TrialState.COMPLETED, 0.7, 10, 5, 0.9);
    trial(TrialState.COMPLETED, 0.6, 20, 5, 0.9);
    trial(TrialState.COMPLETED, 0.99, 1, 2000, 0.9);
    trial(TrialState.COMPLETED, 0.99, 1, 5, 0.4);
    trial(TrialState.COMPLETED, 0.99, 1, 5, Double.NaN);
    trial(TrialState.COMPLETED, 0.99, Double.NaN, 5, 0.9);
    trial(TrialState.RUNNING, 0.99, 1, 5, 0.9);
    trial(TrialState.FAILED, 0.99, 1, 5, 0.9);
    int good = trial(TrialState.STOPPED, 0.9, 30, 1000, 0.5);
    int alike = trial(TrialState.PAUSED, 0.9, 30, 5, 0.9);
    Front front = Front.of(history);
    assertThat(front.trials()).containsExactly(fast, good, alike);
    assertThat(front.reference()).containsExactly(new double[] {0.63, 33}, within(1e-12));
    assertThat(front.hypervolume()).isCloseTo(0.07 * 23 + 0.2 * 3, within(1e-12));
    assertThat(Front.of(history, new double[] {0.5, 30}).hypervolume())
        .isCloseTo(0.2 * 20, within(1e-12));
  }

  @Test
  void aHistoryWithoutAFeasibleTrialHasNone() {
    trial(TrialState.COMPLETED, 0.9, 1, 2000, 0.9);
    Front front = Front.of(history);
    assertThat(front.trials()).isEmpty();
    assertThat(front.reference()).isEmpty();
    assertThat(front.hypervolume()).isZero();
    assertThat(Front.of(history, new double[] {0.5, 30}).hypervolume()).isZero();
  }

  @Test
  void theReferenceHasAValueForEachObjective() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Front.of(history, new double[] {1}))
        .withMessageContaining("[1.0]");
  }

  @Test
  void theBestAreFeasibleThenLittleViolatingThenUnknown() {
    int unknown = trial(TrialState.COMPLETED, 0.99, 1, 5, Double.NaN);
    int tooLarge = trial(TrialState.INFEASIBLE, Double.NaN, Double.NaN, 3000, Double.NaN);
    int bit = trial(TrialState.COMPLETED, 0.99, 1, 2000, 0.4);
    int both = trial(TrialState.COMPLETED, 0.99, 1, 3000, 0.4);
    trial(TrialState.INFEASIBLE, Double.NaN, Double.NaN, 5, Double.NaN);
    trial(TrialState.CANCELLED, 0.99, 1, 5, 0.9);
    int poor = trial(TrialState.COMPLETED, 0.1, 100, 5, 0.9);
    int middle = trial(TrialState.COMPLETED, 0.2, 50, 5, 0.9);
    int near = trial(TrialState.COMPLETED, 0.21, 55, 5, 0.9);
    int left = trial(TrialState.COMPLETED, 0.15, 10, 5, 0.9);
    int right = trial(TrialState.COMPLETED, 0.9, 60, 5, 0.9);
    Outcomes outcomes = Outcomes.of(history);
    int[] best = outcomes.best(9);
    assertThat(Arrays.stream(best).map(outcomes::trial))
        .containsExactly(left, right, near, middle, poor, tooLarge, bit, both, unknown);
    assertThat(outcomes.best(3)).containsExactly(best[0], best[1], best[2]);
  }
}
