package io.sonde.search.sampler.tpe;

import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import java.util.Arrays;

/**
 * The trials of a history, divided into good ones and all others; both by number.
 *
 * <p>Of n trials that are over, the best ⌈n/10⌉ are good, at most 25. Trials that ran to their end
 * come first, by their value; then those that were stopped or paused, the ones that came further
 * first, by their value among those that came as far. A trial without a finite or infinitely good
 * value is never good, nor is a failed or infeasible one. Running and waiting trials count as bad
 * until they are told otherwise, so that those asked at the same time keep their distance (the
 * constant liar). Cancelled trials are left out.
 */
final class Split {
  private static final double GOOD_PART = 0.1;
  private static final int MOST_GOOD = 25;

  private final int[] good;
  private final int[] others;

  private Split(int[] good, int[] others) {
    this.good = good;
    this.others = others;
  }

  /** The good trials, by number. */
  int[] good() {
    return good;
  }

  /** All other trials, by number. */
  int[] others() {
    return others;
  }

  /** How many trials of a history are over and not cancelled. */
  static int told(History history) {
    int told = 0;
    for (int trial = 0; trial < history.size(); trial++) {
      told += told(history.state(trial)) ? 1 : 0;
    }
    return told;
  }

  private static boolean told(TrialState state) {
    return state == TrialState.PAUSED || (state.ended() && state != TrialState.CANCELLED);
  }

  /** Divides the trials of a history. */
  static Split of(History history) {
    int[] good = best(history, (int) Math.min(MOST_GOOD, Math.ceil(GOOD_PART * told(history))));
    Arrays.sort(good);
    int[] others = new int[history.size()];
    int n = 0;
    for (int trial = 0; trial < history.size(); trial++) {
      if (history.state(trial) != TrialState.CANCELLED && Arrays.binarySearch(good, trial) < 0) {
        others[n++] = trial;
      }
    }
    return new Split(good, Arrays.copyOf(others, n));
  }

  /** The best trials, at most as many; of equal ones the earlier. */
  private static int[] best(History history, int most) {
    int[] best = new int[most];
    int n = 0;
    for (int trial = 0; trial < history.size(); trial++) {
      if (!eligible(history, trial)) {
        continue;
      }
      int place = n;
      while (place > 0 && better(history, trial, best[place - 1])) {
        place--;
      }
      if (place < most) {
        n = Math.min(most, n + 1);
        System.arraycopy(best, place, best, place + 1, n - 1 - place);
        best[place] = trial;
      }
    }
    return Arrays.copyOf(best, n);
  }

  private static boolean eligible(History history, int trial) {
    return switch (history.state(trial)) {
      case COMPLETED, STOPPED, PAUSED -> loss(history, trial) < Double.POSITIVE_INFINITY;
      case WAITING, RUNNING, INFEASIBLE, FAILED, CANCELLED -> false;
    };
  }

  private static boolean better(History history, int one, int other) {
    int further = Integer.compare(reached(history, one), reached(history, other));
    return further != 0 ? further > 0 : loss(history, one) < loss(history, other);
  }

  /** The step a trial came to; of one that ran to its end, beyond any other's. */
  private static int reached(History history, int trial) {
    if (history.state(trial) == TrialState.COMPLETED) {
      return Integer.MAX_VALUE;
    }
    return history.step(trial, history.reports(trial) - 1);
  }

  private static double loss(History history, int trial) {
    return history.objective().direction().loss(history.value(trial));
  }
}
