package io.sonde.search.sampler.tpe;

import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import io.sonde.search.sampler.unit.Growth;
import java.util.Arrays;

/**
 * The trials of a history, divided into good ones and all others; both by number.
 *
 * <p>Of n trials that are over, the best ⌈n/10⌉ are good, at most 25, with several objectives at
 * most 100. Feasible trials that ran to their end come first, by their value; then those that were
 * stopped or paused, the ones that came further first, by their value among those that came as far;
 * then infeasible ones whose violation is known, by how large it is beside its bound, the sum over
 * the constraints. So the search goes for the feasible part of the space as long as it has found
 * few of its points. Several objectives are compared by dominance, and of the front that does not
 * fit as a whole those trials are taken that dominate the largest volume together.
 *
 * <p>A trial without a finite or infinitely good value is never good, nor is a failed one, nor one
 * that ran to its end without its constraints being known. Running and waiting trials count as bad
 * until they are told otherwise, so that those asked at the same time keep their distance (the
 * constant liar). Cancelled trials are left out.
 *
 * <p>Follows a history that grows: a trial that has ended is looked at once.
 *
 * <ul>
 *   <li>Y. Ozaki, Y. Tanigaki, S. Watanabe, M. Nomura, M. Onishi: Multiobjective tree-structured
 *       Parzen estimator. JAIR 73, 2022.
 *   <li>K. Deb: An efficient constraint handling method for genetic algorithms. Computer Methods in
 *       Applied Mechanics and Engineering 186, 2000 (feasible first, then the smaller violation).
 * </ul>
 */
final class Split {
  private static final double GOOD_PART = 0.1;
  private static final int MOST_GOOD = 25;
  private static final int MOST_GOOD_OF_SEVERAL = 100;

  private final Growth seen = new Growth();
  private Leaders ended = new Leaders(MOST_GOOD);
  private Leaders leaders = ended;
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
      ended = new Leaders(most(history));
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
    leaders = ended;
    if (told > 0) {
      leaders = ended.copy();
      for (int i = 0; i < openCount; i++) {
        offer(history, open[i], leaders);
      }
    }
    told += endedCount;
    good = best((int) Math.min(most(history), Math.ceil(GOOD_PART * told)));
  }

  private static int most(History history) {
    return history.goal().single() ? MOST_GOOD : MOST_GOOD_OF_SEVERAL;
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
    double league = Merit.league(history, trial);
    if (!Double.isNaN(league) && leaders.admit(league)) {
      leaders.offer(trial, league, Merit.losses(history, trial, league));
    }
  }

  /** How many trials are over and not cancelled. */
  int told() {
    return told;
  }

  /** The best trials, by number; no more than can be good. */
  int[] best(int number) {
    return leaders.best(number);
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
