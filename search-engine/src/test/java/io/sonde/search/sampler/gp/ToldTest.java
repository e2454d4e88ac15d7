package io.sonde.search.sampler.gp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Constraint;
import io.sonde.search.history.Goal;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Play;
import io.sonde.search.space.Space;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ToldTest {
  private static final Space SPACE = Play.reals(1);
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  private final ColumnarHistory history =
      new ColumnarHistory(
          SPACE,
          new Goal(List.of(Play.LOSS), List.of(new Constraint("size", -INFINITE, 10, false))));

  private int trial(TrialState state, double... losses) {
    int trial = history.propose(SPACE.configure(parameter -> 0));
    history.become(trial, TrialState.RUNNING);
    for (int step = 1; step <= losses.length; step++) {
      history.report(trial, step, losses[step - 1]);
    }
    if (state != TrialState.RUNNING) {
      history.become(trial, state);
    }
    return trial;
  }

  private double[] losses() {
    return Told.losses(history, 0).values();
  }

  @Test
  void whatHasNoValueIsInfinitelyBadAndWhatIsNotOverIsNotTold() {
    trial(TrialState.COMPLETED, 3);
    trial(TrialState.RUNNING, 1);
    trial(TrialState.FAILED, -5);
    trial(TrialState.CANCELLED, 1);
    trial(TrialState.COMPLETED, Double.NaN);
    trial(TrialState.INFEASIBLE, -7);
    assertThat(Told.losses(history, 0).trials()).containsExactly(0, 2, 4, 5);
    assertThat(losses()).containsExactly(3, INFINITE, INFINITE, INFINITE);
    assertThat(Told.count(history)).isEqualTo(4);
  }

  @Test
  void whoViolatesAKnownConstraintCountsWithItsValueOrNotAtAll() {
    int known = trial(TrialState.RUNNING, 2);
    history.measure(known, Map.of("size", 12.5));
    history.become(known, TrialState.INFEASIBLE);
    int without = trial(TrialState.RUNNING);
    history.measure(without, Map.of("size", 20.0));
    history.become(without, TrialState.INFEASIBLE);
    trial(TrialState.COMPLETED, 4);
    assertThat(Told.losses(history, 0).trials()).containsExactly(0, 2);
    assertThat(losses()).containsExactly(2, 4);
    assertThat(Told.violations(history, 0).trials()).containsExactly(0, 1);
    assertThat(Told.violations(history, 0).values()).containsExactly(2.5, 10);
  }

  @Test
  void aStoppedTrialKeepsItsRankAtItsStep() {
    trial(TrialState.COMPLETED, 9, 5, 1);
    trial(TrialState.COMPLETED, 7, 6, 2);
    trial(TrialState.COMPLETED, 8, 7, 3);
    trial(TrialState.STOPPED, 7.5);
    trial(TrialState.STOPPED, 20, 5);
    trial(TrialState.PAUSED, 12, 11);
    trial(TrialState.STOPPED, 5);
    assertThat(losses()).containsExactly(1, 2, 3, 2, 1, 11, 1);
  }

  @Test
  void ofManyTheBestTheLastAndSomeOfTheOthersAreGiven() {
    for (int i = 0; i < 400; i++) {
      trial(TrialState.COMPLETED, Math.abs(i - 100));
    }
    Told given = Told.losses(history, 0).atMost(40);
    assertThat(given.size()).isEqualTo(40);
    assertThat(given.trials()).isSorted();
    List<Integer> trials = Arrays.stream(given.trials()).boxed().toList();
    assertThat(trials).containsAll(IntStream.range(91, 110).boxed().toList());
    assertThat(trials).containsAll(IntStream.range(390, 400).boxed().toList());
    assertThat(trials.stream().filter(t -> t < 90 || (t > 110 && t < 390)).count()).isEqualTo(10);
    assertThat(given.values()[0]).isEqualTo(Math.abs(given.trials()[0] - 100));
    assertThat(given.atMost(40)).isSameAs(given);
  }
}
