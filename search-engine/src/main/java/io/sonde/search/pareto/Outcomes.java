package io.sonde.search.pareto;

import io.sonde.search.history.Constraint;
import io.sonde.search.history.History;
import io.sonde.search.history.Objective;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What came of the trials of a history, ready to be compared: their losses, and by how much they
 * violate the constraints. Holds the trials that ran to their end, were stopped or laid aside and
 * have an objective, and those that are known to violate a constraint; by rows, the trials' numbers
 * rising. A picture of one moment; immutable.
 *
 * <p>The violations of several constraints have different units, so each is divided by the largest
 * one seen of its constraint before they are added up. A trial without a known violation is
 * feasible only when every constraint is known to hold; otherwise its violation is NaN, the worst.
 *
 * <p>K. Deb, A. Pratap, S. Agarwal, T. Meyarivan: A fast and elitist multiobjective genetic
 * algorithm: NSGA-II. IEEE TEC 6(2), 2002 (constraint domination, and rows by rank and crowding).
 */
public final class Outcomes {
  private final int[] trials;
  private final double[][] losses;
  private final double[] violations;

  private Outcomes(int[] trials, double[][] losses, double[] violations) {
    this.trials = trials;
    this.losses = losses;
    this.violations = violations;
  }

  /** The outcomes of a history as it stands. */
  public static Outcomes of(History history) {
    int[] trials =
        IntStream.range(0, history.size()).filter(trial -> comparable(history, trial)).toArray();
    List<Objective> objectives = history.goal().objectives();
    double[][] losses = new double[trials.length][objectives.size()];
    for (int row = 0; row < trials.length; row++) {
      for (int m = 0; m < losses[row].length; m++) {
        losses[row][m] = objectives.get(m).direction().loss(history.value(trials[row], m));
      }
    }
    return new Outcomes(trials, losses, violations(history, trials));
  }

  private static boolean comparable(History history, int trial) {
    return switch (history.state(trial)) {
      case COMPLETED, STOPPED, PAUSED -> measured(history, trial) || violating(history, trial);
      case INFEASIBLE -> violating(history, trial);
      case WAITING, RUNNING, FAILED, CANCELLED -> false;
    };
  }

  private static boolean measured(History history, int trial) {
    return IntStream.range(0, history.goal().objectives().size())
        .anyMatch(m -> !Double.isNaN(history.value(trial, m)));
  }

  private static boolean violating(History history, int trial) {
    return IntStream.range(0, history.goal().constraints().size())
        .anyMatch(c -> history.violation(trial, c) > 0);
  }

  private static double[] violations(History history, int[] trials) {
    List<Constraint> constraints = history.goal().constraints();
    double[] sums = new double[trials.length];
    boolean[] unknown = new boolean[trials.length];
    for (int c = 0; c < constraints.size(); c++) {
      int constraint = c;
      double[] column =
          IntStream.of(trials).mapToDouble(trial -> history.violation(trial, constraint)).toArray();
      double scale =
          Arrays.stream(column).filter(v -> v > 0 && v < Double.POSITIVE_INFINITY).max().orElse(1);
      for (int row = 0; row < trials.length; row++) {
        sums[row] += column[row] > 0 ? column[row] / scale : 0;
        unknown[row] |= Double.isNaN(column[row]);
      }
    }
    for (int row = 0; row < trials.length; row++) {
      sums[row] = sums[row] == 0 && unknown[row] ? Double.NaN : sums[row];
    }
    return sums;
  }

  /** How many rows there are. */
  public int size() {
    return trials.length;
  }

  /** The number of a row's trial. */
  public int trial(int row) {
    return trials[row];
  }

  /** The losses of a row, one for each objective: smaller is better, NaN where there is none. */
  public double[] losses(int row) {
    return losses[row].clone();
  }

  /** The outcomes of some rows, in this order. */
  public Outcomes select(IntStream rows) {
    int[] which = rows.toArray();
    return new Outcomes(
        IntStream.of(which).map(row -> trials[row]).toArray(),
        IntStream.of(which).mapToObj(row -> losses[row]).toArray(double[][]::new),
        IntStream.of(which).mapToDouble(row -> violations[row]).toArray());
  }

  /** Whether every constraint holds in a row. */
  public boolean feasible(int row) {
    return violations[row] == 0;
  }

  /**
   * The best rows, the best first: by the rank of constraint domination, those of one rank by the
   * room around them, those alike by their number. At most {@code most}.
   */
  public int[] best(int most) {
    int[] ranks = NonDominatedSort.ranks(losses, violations, most);
    double[] room = new double[trials.length];
    int[] sorted = sorted(IntStream.range(0, ranks.length), Comparator.comparingInt(r -> ranks[r]));
    int end = 0;
    for (int start = 0; start < Math.min(most, sorted.length); start = end) {
      int rank = ranks[sorted[start]];
      while (end < sorted.length && ranks[sorted[end]] == rank) {
        end++;
      }
      int[] front = Arrays.copyOfRange(sorted, start, end);
      double[] distances =
          CrowdingDistance.of(
              IntStream.of(front).mapToObj(r -> losses[r]).toArray(double[][]::new));
      for (int i = 0; i < front.length; i++) {
        room[front[i]] = distances[i];
      }
    }
    Comparator<Integer> order =
        Comparator.<Integer>comparingInt(r -> ranks[r]).thenComparingDouble(r -> -room[r]);
    return Arrays.copyOf(sorted(Arrays.stream(sorted, 0, end), order), Math.min(most, end));
  }

  private static int[] sorted(IntStream rows, Comparator<Integer> order) {
    return rows.boxed().sorted(order).mapToInt(Integer::intValue).toArray();
  }

  /**
   * The feasible rows that have every objective and that no other such row dominates, rising; of
   * rows that are alike all.
   */
  public int[] front() {
    int[] feasible =
        IntStream.range(0, trials.length)
            .filter(row -> feasible(row) && Arrays.stream(losses[row]).noneMatch(Double::isNaN))
            .toArray();
    double[][] theirs =
        IntStream.of(feasible).mapToObj(row -> losses[row]).toArray(double[][]::new);
    return IntStream.of(NonDominatedSort.front(theirs)).map(i -> feasible[i]).toArray();
  }
}
