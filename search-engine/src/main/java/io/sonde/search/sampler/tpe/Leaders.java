package io.sonde.search.sampler.tpe;

import io.sonde.search.pareto.Dominance;
import io.sonde.search.pareto.Hypervolume;
import io.sonde.search.pareto.NonDominatedSort;
import io.sonde.search.pareto.ReferencePoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

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
  private final List<Entrant> entrants;
  private double closed = Double.NaN;

  /** One trial; {@code ahead} counts those it is behind. */
  private static final class Entrant {
    private final int trial;
    private final double league;
    private final double[] losses;
    private final int ahead;

    Entrant(int trial, double league, double[] losses, int ahead) {
      this.trial = trial;
      this.league = league;
      this.losses = losses;
      this.ahead = ahead;
    }

    boolean precedes(Entrant other) {
      if (league != other.league) {
        return league < other.league;
      }
      return Arrays.equals(losses, other.losses)
          ? trial < other.trial
          : Dominance.dominates(losses, other.losses);
    }

    Entrant behind(int more) {
      return new Entrant(trial, league, losses, ahead + more);
    }
  }

  private Leaders(int most, List<Entrant> entrants) {
    this.most = most;
    this.entrants = new ArrayList<>(entrants);
  }

  /** None so far; no more than {@code most} will be asked for. */
  Leaders(int most) {
    this(most, List.of());
  }

  /** A copy that goes its own way. */
  Leaders copy() {
    return new Leaders(most, entrants);
  }

  /** Whether a trial of a league may be among the best. */
  boolean admit(double league) {
    return !(league >= closed);
  }

  /**
   * Takes a trial in.
   *
   * @param league no NaN
   * @param losses no NaN; as many for each trial
   */
  void offer(int trial, double league, double... losses) {
    Entrant entrant = new Entrant(trial, league, losses, 0);
    int ahead = 0;
    for (Entrant other : entrants) {
      ahead += other.precedes(entrant) ? 1 : 0;
    }
    if (ahead >= most) {
      return;
    }
    entrants.replaceAll(other -> entrant.precedes(other) ? other.behind(1) : other);
    entrants.removeIf(other -> other.ahead >= most);
    entrants.add(entrant.behind(ahead));
    closed = closed();
  }

  /** The best league that has enough ahead of it; NaN when none has. */
  private double closed() {
    double closed = Double.NaN;
    for (Entrant entrant : entrants) {
      double league = entrant.league;
      if (!(league >= closed) && entrants.stream().filter(e -> e.league < league).count() >= most) {
        closed = league;
      }
    }
    return closed;
  }

  /**
   * The best trials, by number: league after league, within one front after front, and of the front
   * that there are too many of those that together dominate the largest volume.
   */
  int[] best(int number) {
    List<Entrant> sorted = new ArrayList<>(entrants);
    sorted.sort(Comparator.<Entrant>comparingDouble(e -> e.league).thenComparingInt(e -> e.trial));
    List<Entrant> best = new ArrayList<>();
    int end = 0;
    for (int start = 0; start < sorted.size() && best.size() < number; start = end) {
      double league = sorted.get(start).league;
      while (end < sorted.size() && sorted.get(end).league == league) {
        end++;
      }
      choose(sorted.subList(start, end), number - best.size(), best);
    }
    return best.stream().mapToInt(entrant -> entrant.trial).sorted().toArray();
  }

  private static void choose(List<Entrant> league, int number, List<Entrant> best) {
    if (league.size() <= number) {
      best.addAll(league);
      return;
    }
    int[] ranks = NonDominatedSort.ranks(losses(league), number);
    int left = number;
    for (int rank = 0; left > 0; rank++) {
      List<Entrant> front = new ArrayList<>();
      for (int i = 0; i < ranks.length; i++) {
        if (ranks[i] == rank) {
          front.add(league.get(i));
        }
      }
      for (int i : widest(losses(front), left)) {
        best.add(front.get(i));
      }
      left -= front.size();
    }
  }

  private static int[] widest(double[][] front, int number) {
    double[] reference = ReferencePoint.beyond(front);
    return new Hypervolume(reference).subset(front, Math.min(number, front.length));
  }

  private static double[][] losses(List<Entrant> entrants) {
    return entrants.stream().map(entrant -> entrant.losses).toArray(double[][]::new);
  }
}
