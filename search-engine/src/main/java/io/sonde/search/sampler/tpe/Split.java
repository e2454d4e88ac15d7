package io.sonde.search.sampler.tpe;

import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import io.sonde.search.sampler.unit.Growth;
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
 *
 * <p>Follows a history that grows: a trial that has ended is looked at once.
 */
final class Split {
  private static final double GOOD_PART = 0.1;
  private static final int MOST_GOOD = 25;

  private final Growth seen = new Growth();
  private Leaders ended = new Leaders(MOST_GOOD);
  private int endedCount;
  private int[] open = new int[16];
  private int openCount;
  private int told;
  private int[] good = {};
  private int[] cancelled = new int[16];
  private int cancelledCount;

  /** The division of a history as it stands. */
  static Split of(History history) {
    Split split = new Split();
    split.follow(history);
    return split;
  }

  /** Takes in what has happened in a history. */
  void follow(History history) {
    int first = seen.advance(history);
    if (first == 0) {
      ended = new Leaders(MOST_GOOD);
      endedCount = 0;
      openCount = 0;
      cancelledCount = 0;
    }
    int before = openCount;
    openCount = 0;
    told = 0;
    for (int i = 0; i < before; i++) {
      see(history, open[i]);
    }
    for (int trial = first; trial < history.size(); trial++) {
      see(history, trial);
    }
    Leaders all = ended;
    if (told > 0) {
      all = ended.copy();
      for (int i = 0; i < openCount; i++) {
        offer(history, open[i], all);
      }
    }
    told += endedCount;
    good = all.best((int) Math.ceil(GOOD_PART * told));
  }

  private void see(History history, int trial) {
    TrialState state = history.state(trial);
    if (!state.ended()) {
      open = openCount == open.length ? Arrays.copyOf(open, 2 * openCount) : open;
      open[openCount++] = trial;
      told += state == TrialState.PAUSED ? 1 : 0;
    } else if (state == TrialState.CANCELLED) {
      if (cancelledCount == cancelled.length) {
        cancelled = Arrays.copyOf(cancelled, 2 * cancelledCount);
      }
      cancelled[cancelledCount++] = trial;
    } else {
      endedCount++;
      offer(history, trial, ended);
    }
  }

  private static void offer(History history, int trial, Leaders leaders) {
    double loss = history.objective().direction().loss(history.value(trial));
    if (!(loss < Double.POSITIVE_INFINITY)) {
      return;
    }
    switch (history.state(trial)) {
      case COMPLETED -> leaders.offer(trial, Double.NEGATIVE_INFINITY, loss);
      case STOPPED, PAUSED ->
          leaders.offer(trial, -history.step(trial, history.reports(trial) - 1), loss);
      case WAITING, RUNNING, INFEASIBLE, FAILED, CANCELLED -> {}
    }
  }

  /** How many trials are over and not cancelled. */
  int told() {
    return told;
  }

  /** The good trials, by number; not to be changed. */
  int[] good() {
    return good;
  }

  /** The cancelled trials, in the order in which they were seen to be. */
  int[] cancelled() {
    return Arrays.copyOf(cancelled, cancelledCount);
  }
}
