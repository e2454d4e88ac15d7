package io.sonde.search.sampler.tpe;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Play;
import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.space.Space;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static final Space SPACE = Play.reals(1);

  private final ColumnarHistory history = new ColumnarHistory(SPACE, Play.LOSS);

  private int trial(TrialState state, int step, double value) {
    int trial = history.propose(SPACE.configure(parameter -> 0));
    history.become(trial, TrialState.RUNNING);
    history.report(trial, step, value);
    history.become(trial, state);
    return trial;
  }

  private void bad(int trials) {
    IntStream.range(0, trials).forEach(i -> trial(TrialState.FAILED, 1, -100));
  }

  /** The trials that count among the others. */
  private static int[] others(ColumnarHistory history) {
    Densities densities = new Densities(new UnitCube(SPACE), 1);
    densities.follow(history, Split.of(history));
    return IntStream.range(0, history.size())
        .filter(trial -> densities.others().weight(trial + 1) > 0)
        .toArray();
  }

  @Test
  void aTenthOfTheTrialsIsGoodRoundedUpAndAtMostTwentyFive() {
    for (int i = 0; i < 11; i++) {
      trial(TrialState.COMPLETED, 1, -i);
    }
    assertThat(Split.of(history).good()).containsExactly(9, 10);
    for (int i = 11; i < 400; i++) {
      trial(TrialState.COMPLETED, 1, -i);
    }
    assertThat(Split.of(history).good()).containsExactly(IntStream.range(375, 400).toArray());
    assertThat(others(history)).hasSize(375);
  }

  @Test
  void completedComeBeforeStoppedAndThoseThatCameFurtherBeforeTheRest() {
    int early = trial(TrialState.STOPPED, 1, -50);
    int further = trial(TrialState.STOPPED, 9, -10);
    int furtherAndBetter = trial(TrialState.PAUSED, 9, -11);
    int completed = trial(TrialState.COMPLETED, 3, 5);
    bad(26);
    assertThat(Split.of(history).good()).containsExactly(further, furtherAndBetter, completed);
    trial(TrialState.FAILED, 1, 0);
    assertThat(Split.of(history).good())
        .containsExactly(early, further, furtherAndBetter, completed);
  }

  @Test
  void whatHasNoValueWorthHavingIsNeverGood() {
    trial(TrialState.COMPLETED, 1, Double.NaN);
    trial(TrialState.COMPLETED, 1, Double.POSITIVE_INFINITY);
    trial(TrialState.FAILED, 1, -3);
    trial(TrialState.INFEASIBLE, 1, -3);
    assertThat(Split.of(history).good()).isEmpty();
    int best = trial(TrialState.COMPLETED, 1, Double.NEGATIVE_INFINITY);
    assertThat(Split.of(history).good()).containsExactly(best);
    assertThat(others(history)).containsExactly(0, 1, 2, 3);
  }

  @Test
  void runningAndWaitingCountAsBadAndCancelledNotAtAll() {
    int good = trial(TrialState.COMPLETED, 1, 0);
    trial(TrialState.CANCELLED, 1, -1);
    int running = history.propose(SPACE.configure(parameter -> 0));
    history.become(running, TrialState.RUNNING);
    history.report(running, 1, -9);
    int waiting = history.propose(SPACE.configure(parameter -> 0));
    assertThat(Split.of(history).told()).isEqualTo(1);
    assertThat(Split.of(history).good()).containsExactly(good);
    assertThat(others(history)).containsExactly(running, waiting);
  }

  @Test
  void theDirectionIsMinded() {
    ColumnarHistory scores = new ColumnarHistory(SPACE, new Objective("score", Direction.MAXIMIZE));
    for (double value : new double[] {1, 5, 3}) {
      Play.complete(scores, scores.propose(SPACE.configure(parameter -> 0)), value);
    }
    assertThat(Split.of(scores).good()).containsExactly(1);
  }
}
