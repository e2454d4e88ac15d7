package io.sonde.search.sampler.tpe;

import io.sonde.search.pareto.Hypervolume;
import io.sonde.search.pareto.NonDominatedSort;
import io.sonde.search.pareto.ReferencePoint;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The trials among which the best ones are. A trial belongs to a league, the lower the better, and
 * has some losses; it is behind those of better leagues, those of its own that dominate it, and
 * earlier ones that are its like. Whoever is behind as many as can be asked for stays so whatever
 * comes, and is forgotten.
 *
 * <p>D. Papadias, Y. Tao, G. Fu, B. Seeger: Progressive skyline computation in database systems.
 * ACM TODS 30(1), 2005 (what is kept is their K-skyband).
 */
final class Leaders {
  private final int most;
  private int[] trials = new int[16];
  private double[] leagues = new double[16];
  private double[][] losses = new double[16][];

  /** Of each trial how many are ahead of it. */
  private int[] ahead = new int[16];

  private int size;
  private double worst = Double.NEGATIVE_INFINITY;

  /** None so far; no more than {@code most} will be asked for. */
  Leaders(int most) {
    this.most = most;
  }

  /** A copy that goes its own way. */
  Leaders copy() {
    Leaders copy = new Leaders(most);
    copy.trials = trials.clone();
    copy.leagues = leagues.clone();
    copy.losses = losses.clone();
    copy.ahead = ahead.clone();
    copy.size = size;
    copy.worst = worst;
    return copy;
  }

  /** Whether a trial of a league may be among the best. */
  boolean admit(double league) {
    return size < most || league <= worst;
  }

  /**
   * Takes a trial in.
   *
   * @param league no NaN
   * @param itsLosses no NaN; as many for each trial
   */
  void offer(int trial, double league, double... itsLosses) {
    put(size, trial, league, itsLosses, 0);
    int before = 0;
    for (int i = 0; i < size && before < most; i++) {
      before += precedes(i, size) ? 1 : 0;
    }
    if (before >= most) {
      return;
    }
    int kept = 0;
    for (int i = 0; i < size; i++) {
      int its = ahead[i] + (precedes(size, i) ? 1 : 0);
      if (its < most) {
        put(kept++, trials[i], leagues[i], losses[i], its);
      }
    }
    put(kept, trial, league, itsLosses, before);
    size = kept + 1;
    worst = Arrays.stream(leagues, 0, size).max().orElseThrow();
  }

  private void put(int place, int trial, double league, double[] itsLosses, int itsAhead) {
    if (place == trials.length) {
      trials = Arrays.copyOf(trials, 2 * place);
      leagues = Arrays.copyOf(leagues, 2 * place);
      losses = Arrays.copyOf(losses, 2 * place);
      ahead = Arrays.copyOf(ahead, 2 * place);
    }
    trials[place] = trial;
    leagues[place] = league;
    losses[place] = itsLosses;
    ahead[place] = itsAhead;
  }

  private boolean precedes(int one, int other) {
    if (leagues[one] != leagues[other]) {
      return leagues[one] < leagues[other];
    }
    boolean better = false;
    for (int m = 0; m < losses[one].length; m++) {
      if (losses[one][m] > losses[other][m]) {
        return false;
      }
      better |= losses[one][m] < losses[other][m];
    }
    return better || trials[one] < trials[other];
  }

  /**
   * The best trials, by number: league after league, within one front after front, and of the front
   * that there are too many of those that together dominate the largest volume.
   */
  int[] best(int number) {
    int[] sorted =
        IntStream.range(0, size)
            .boxed()
            .sorted(
                Comparator.<Integer>comparingDouble(i -> leagues[i])
                    .thenComparingInt(i -> trials[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] best = new int[Math.min(number, size)];
    int chosen = 0;
    int end = 0;
    for (int start = 0; chosen < best.length; start = end) {
      while (end < size && leagues[sorted[end]] == leagues[sorted[start]]) {
        end++;
      }
      for (int i : choose(Arrays.copyOfRange(sorted, start, end), best.length - chosen)) {
        best[chosen++] = trials[i];
      }
    }
    Arrays.sort(best);
    return best;
  }

  /** The best of one league, front after front. */
  private int[] choose(int[] league, int number) {
    if (league.length <= number) {
      return league;
    }
    int[] ranks = NonDominatedSort.ranks(losses(league), number);
    int[] best = new int[number];
    int chosen = 0;
    for (int rank = 0; chosen < number; rank++) {
      int its = rank;
      int[] front =
          IntStream.range(0, ranks.length)
              .filter(i -> ranks[i] == its)
              .map(i -> league[i])
              .toArray();
      for (int i : widest(losses(front), number - chosen)) {
        best[chosen++] = front[i];
      }
    }
    return best;
  }

  private static int[] widest(double[][] front, int number) {
    if (front.length <= number) {
      return IntStream.range(0, front.length).toArray();
    }
    return new Hypervolume(ReferencePoint.beyond(front)).subset(front, number);
  }

  private double[][] losses(int[] places) {
    return IntStream.of(places).mapToObj(i -> losses[i]).toArray(double[][]::new);
  }
}
