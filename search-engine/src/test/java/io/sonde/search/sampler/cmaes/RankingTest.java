package io.sonde.search.sampler.cmaes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Constraint;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Goal;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Play;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankingTest {
  private static final Goal GOAL =
      new Goal(
          List.of(new Objective("accuracy", Direction.MAXIMIZE)),
          List.of(new Constraint("size", Double.NEGATIVE_INFINITY, 10, false)));

  private final ColumnarHistory history = new ColumnarHistory(Play.reals(1), GOAL);

  private void add(TrialState state, int step, double accuracy, double size) {
    int trial = history.propose(new double[] {0.1 * history.size()});
    history.become(trial, TrialState.RUNNING);
    history.report(trial, step, Map.of("accuracy", accuracy, "size", size));
    history.become(trial, state);
  }

  @Test
  void completedThenTheFurtherThenTheLessViolatingThenTheRest() {
    add(TrialState.FAILED, 1, 0.99, 1);
    add(TrialState.COMPLETED, 9, 0.95, 13);
    add(TrialState.STOPPED, 3, 0.9, 1);
    add(TrialState.COMPLETED, 9, 0.6, 1);
    add(TrialState.COMPLETED, 9, 0.8, 1);
    add(TrialState.PAUSED, 5, 0.3, 1);
    add(TrialState.COMPLETED, 9, Double.NaN, 1);
    add(TrialState.STOPPED, 3, 0.2, 11);
    Ranking ranking = Ranking.of(history, IntStream.range(0, 8).toArray());
    assertThat(ranking.trials()).containsExactly(4, 3, 5, 2, 7, 1, 0, 6);
    assertThat(ranking.best()).isEqualTo(-0.8);
  }

  @Test
  void trialsThatAreAlikeShareTheirWeights() {
    add(TrialState.COMPLETED, 1, 0.5, 1);
    add(TrialState.COMPLETED, 1, 0.7, 1);
    add(TrialState.COMPLETED, 1, 0.5, 1);
    add(TrialState.FAILED, 1, 0.5, 1);
    add(TrialState.INFEASIBLE, 1, 0.5, 1);
    Ranking ranking = Ranking.of(history, IntStream.range(0, 5).toArray());
    assertThat(ranking.shared(new double[] {0.6, 0.4, 0.2, -0.1, -0.4}))
        .containsExactly(new double[] {0.6, 0.3, 0.3, -0.25, -0.25}, within(1e-12));
  }

  @Test
  void withoutACompletedTrialThereIsNoBest() {
    add(TrialState.FAILED, 1, 0.5, 1);
    assertThat(Ranking.of(history, new int[] {0}).best()).isInfinite();
  }
}
