package io.sonde.search.sampler.gp;

import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The trials of a history that are over, and what they came to.
 *
 * @param trials by number, rising
 * @param losses of these, the smaller the better; positive infinity for one that failed, that may
 *     not be, or whose value is no number
 */
record Told(int[] trials, double[] losses) {
  /** Of a history. */
  static Told of(History history) {
    int[] trials = new int[history.size()];
    double[] losses = new double[history.size()];
    int n = 0;
    for (int trial = 0; trial < history.size(); trial++) {
      if (isTold(history.state(trial))) {
        trials[n] = trial;
        losses[n] = loss(history, trial);
        n++;
      }
    }
    return new Told(Arrays.copyOf(trials, n), Arrays.copyOf(losses, n));
  }

  private static boolean isTold(TrialState state) {
    return state == TrialState.PAUSED || (state.ended() && state != TrialState.CANCELLED);
  }

  private static double loss(History history, int trial) {
    return switch (history.state(trial)) {
      case FAILED, INFEASIBLE -> Double.POSITIVE_INFINITY;
      default -> {
        double loss = history.objective().direction().loss(history.value(trial));
        yield Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
      }
    };
  }

  int size() {
    return trials.length;
  }

  /** The first of these. */
  Told first(int many) {
    return new Told(Arrays.copyOf(trials, many), Arrays.copyOf(losses, many));
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
    int left = many;
    int[] byLoss = byLoss();
    for (int i = 0; i < many / 2; i++, left--) {
      taken[byLoss[i]] = true;
    }
    for (int i = trials.length - 1; left > many - many / 2 - many / 4; i--) {
      left -= taken[i] ? 0 : 1;
      taken[i] = true;
    }
    takeEvenly(taken, left);
    return only(taken, many);
  }

  /** The indices of these, the best first; of equal ones the earlier. */
  private int[] byLoss() {
    return IntStream.range(0, trials.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> losses[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static void takeEvenly(boolean[] taken, int many) {
    int others = 0;
    for (boolean t : taken) {
      others += t ? 0 : 1;
    }
    int seen = 0;
    for (int i = 0; i < taken.length; i++) {
      if (!taken[i]) {
        long before = (long) seen * many / others;
        seen++;
        taken[i] = (long) seen * many / others > before;
      }
    }
  }

  private Told only(boolean[] taken, int many) {
    int[] some = new int[many];
    double[] theirs = new double[many];
    int n = 0;
    for (int i = 0; i < taken.length; i++) {
      if (taken[i]) {
        some[n] = trials[i];
        theirs[n++] = losses[i];
      }
    }
    return new Told(some, theirs);
  }
}
