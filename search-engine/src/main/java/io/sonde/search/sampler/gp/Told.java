package io.sonde.search.sampler.gp;

import io.sonde.search.history.Direction;
import io.sonde.search.history.Goal;
import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Trials of a history that are over, and what one quantity came to in them. */
final class Told {
  private final int[] trials;
  private final double[] values;

  Told(int[] trials, double[] values) {
    this.trials = trials;
    this.values = values;
  }

  /** The trials by number, rising; not to be changed. */
  int[] trials() {
    return trials;
  }

  /** The values of these, the smaller the better; not to be changed. */
  double[] values() {
    return values;
  }

  /** How many trials of a history are over and not cancelled. */
  static int count(History history) {
    int count = 0;
    for (int trial = 0; trial < history.size(); trial++) {
      count += over(history.state(trial)) ? 1 : 0;
    }
    return count;
  }

  private static boolean over(TrialState state) {
    return state == TrialState.PAUSED || (state.ended() && state != TrialState.CANCELLED);
  }

  /**
   * An objective as a loss; positive infinity for a trial that failed or whose value is no number.
   * So it is for an infeasible trial, unless it is known which constraints it violates: then it
   * counts with its value, or not at all when it has none. For a trial that was stopped or paused
   * it is the {@link Forecast}.
   */
  static Told losses(History history, int objective) {
    Forecast forecast = new Forecast(history, objective);
    return of(
        history,
        trial -> !explained(history, trial) || !Double.isNaN(history.value(trial, objective)),
        trial -> loss(history, trial, objective, forecast));
  }

  private static double loss(History history, int trial, int objective, Forecast forecast) {
    TrialState state = history.state(trial);
    double loss =
        switch (state) {
          case STOPPED, PAUSED -> forecast.loss(trial);
          case FAILED -> Double.POSITIVE_INFINITY;
          case INFEASIBLE ->
              explained(history, trial) ? own(history, trial, objective) : Double.POSITIVE_INFINITY;
          case COMPLETED, CANCELLED, WAITING, RUNNING -> own(history, trial, objective);
        };
    return Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
  }

  private static double own(History history, int trial, int objective) {
    Direction direction = history.goal().objectives().get(objective).direction();
    return direction.loss(history.value(trial, objective));
  }

  /** Whether a trial is infeasible by a constraint that it is known to violate. */
  private static boolean explained(History history, int trial) {
    return history.state(trial) == TrialState.INFEASIBLE && violates(history, trial);
  }

  /** Whether a trial is known to violate a constraint. */
  static boolean violates(History history, int trial) {
    Goal goal = history.goal();
    for (int c = 0; c < goal.constraints().size(); c++) {
      if (history.violation(trial, c) > 0) {
        return true;
      }
    }
    return false;
  }

  /** By how much trials violate a constraint; of those of which it is known. */
  static Told violations(History history, int constraint) {
    return of(
        history,
        trial -> !Double.isNaN(history.violation(trial, constraint)),
        trial -> history.violation(trial, constraint));
  }

  private static Told of(History history, IntPredicate counts, IntToDoubleFunction value) {
    int[] trials =
        IntStream.range(0, history.size())
            .filter(trial -> over(history.state(trial)) && counts.test(trial))
            .toArray();
    return new Told(trials, Arrays.stream(trials).mapToDouble(value).toArray());
  }

  int size() {
    return trials.length;
  }

  /** Whether these are the same trials with the same values. */
  boolean same(Told other) {
    return Arrays.equals(trials, other.trials) && Arrays.equals(values, other.values);
  }

  /** The first of these. */
  Told first(int many) {
    return new Told(Arrays.copyOf(trials, many), Arrays.copyOf(values, many));
  }

  /**
   * At most so many of these, in the same order: the better half of them by value, a quarter that
   * is the most recent, and a quarter spread evenly over all others.
   */
  Told atMost(int many) {
    if (trials.length <= many) {
      return this;
    }
    boolean[] taken = new boolean[trials.length];
    takeBest(taken, many / 2);
    int left = many - many / 2;
    for (int i = trials.length - 1; left > many / 4; i--) {
      left -= taken[i] ? 0 : 1;
      taken[i] = true;
    }
    takeEvenly(taken, left);
    return only(taken);
  }

  /** Of equal ones the earlier. */
  private void takeBest(boolean[] taken, int many) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int equal = many;
    for (int i = 0; i < taken.length; i++) {
      taken[i] = values[i] < sorted[many];
      equal -= taken[i] ? 1 : 0;
    }
    for (int i = 0; equal > 0; i++) {
      if (values[i] == sorted[many]) {
        taken[i] = true;
        equal--;
      }
    }
  }

  private static void takeEvenly(boolean[] taken, int many) {
    int[] others = IntStream.range(0, taken.length).filter(i -> !taken[i]).toArray();
    for (int i = 0; i < many; i++) {
      taken[others[(int) ((long) i * others.length / many)]] = true;
    }
  }

  private Told only(boolean[] taken) {
    int[] kept = IntStream.range(0, taken.length).filter(i -> taken[i]).toArray();
    return new Told(
        Arrays.stream(kept).map(i -> trials[i]).toArray(),
        Arrays.stream(kept).mapToDouble(i -> values[i]).toArray());
  }
}
