package io.sonde.search.sampler.cmaes;

import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The trials of a generation, the best first. Trials that ran to their end come first, by their
 * value; then those that were stopped or paused, the ones that came further first; then those that
 * violate constraints, by how much; last, all alike, those that failed or have no value. Trials
 * that are alike share what their ranks are worth.
 */
final class Ranking {
  private final int[] trials;
  private final Standing[] standings;

  private Ranking(int[] trials, Standing[] standings) {
    this.trials = trials;
    this.standings = standings;
  }

  /** The tiers, the best first; within a tier both numbers are small for the better. */
  private record Standing(int tier, double first, double second) {
    static final Comparator<Standing> ORDER =
        Comparator.comparingInt(Standing::tier)
            .thenComparingDouble(Standing::first)
            .thenComparingDouble(Standing::second);

    static Standing of(History history, int trial) {
      double violation = violation(history, trial);
      double loss = history.objective().direction().loss(history.value(trial));
      TrialState state = history.state(trial);
      boolean broken = state == TrialState.FAILED || state == TrialState.INFEASIBLE;
      if (violation > 0) {
        return new Standing(2, violation, 0);
      } else if (broken || !(loss < Double.POSITIVE_INFINITY)) {
        return new Standing(3, 0, 0);
      } else if (state == TrialState.COMPLETED) {
        return new Standing(0, loss, 0);
      }
      return new Standing(1, -reached(history, trial), loss);
    }

    private static double reached(History history, int trial) {
      int reports = history.reports(trial);
      return reports == 0 ? 0 : history.step(trial, reports - 1);
    }
  }

  /** By how much all violated constraints are violated; what is not known does not count. */
  private static double violation(History history, int trial) {
    double sum = 0;
    for (int c = 0; c < history.goal().constraints().size(); c++) {
      double violation = history.violation(trial, c);
      sum += violation > 0 ? violation : 0;
    }
    return sum;
  }

  /** Ranks these trials; of those that are alike the first stays first. */
  static Ranking of(History history, int[] trials) {
    Standing[] standings =
        IntStream.of(trials).mapToObj(t -> Standing.of(history, t)).toArray(Standing[]::new);
    int[] order =
        IntStream.range(0, trials.length)
            .boxed()
            .sorted((a, b) -> Standing.ORDER.compare(standings[a], standings[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    return new Ranking(
        IntStream.of(order).map(i -> trials[i]).toArray(),
        IntStream.of(order).mapToObj(i -> standings[i]).toArray(Standing[]::new));
  }

  /** The trials, the best first. */
  int[] trials() {
    return trials.clone();
  }

  /** The smallest loss; infinity when no trial ran to its end with one. */
  double best() {
    return standings[0].tier() == 0 ? standings[0].first() : Double.POSITIVE_INFINITY;
  }

  /** What each trial counts, from what each rank does: trials that are alike get the mean. */
  double[] shared(double[] weights) {
    double[] shared = new double[weights.length];
    for (int from = 0; from < weights.length; ) {
      int to = from + 1;
      double sum = weights[from];
      while (to < weights.length && standings[to].equals(standings[from])) {
        sum += weights[to++];
      }
      for (int i = from; i < to; i++) {
        shared[i] = sum / (to - from);
      }
      from = to;
    }
    return shared;
  }
}
