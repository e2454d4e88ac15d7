package io.sonde.search.pareto;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Divides rows of losses into fronts: rank 0 for those that no other dominates, rank 1 for those
 * that only rows of rank 0 dominate, and so on. Rows that are alike have the same rank.
 *
 * <p>Rows are taken in the order of their first objective, so that a row can only be dominated by
 * one before it, and each is put into the first front that does not dominate it, found by
 * bisection. For two objectives the last row of a front speaks for all of it, which makes it O(n
 * log n); for more, O(m n²) at worst.
 *
 * <ul>
 *   <li>X. Zhang, Y. Tian, R. Cheng, Y. Jin: An efficient approach to nondominated sorting for
 *       evolutionary multiobjective optimization. IEEE TEC 19(2), 2015.
 *   <li>K. Deb, A. Pratap, S. Agarwal, T. Meyarivan: A fast and elitist multiobjective genetic
 *       algorithm: NSGA-II. IEEE TEC 6(2), 2002 (constraint domination).
 * </ul>
 */
public final class NonDominatedSort {
  private final double[][] losses;
  private final boolean lastSpeaks;

  /** For each rank so far its rows, in the order in which they were put there. */
  private int[][] fronts = new int[8][];

  private int[] sizes = new int[8];
  private int count;

  /** How many rows have each rank, those included that repeat one of their front. */
  private int[] members = new int[8];

  private final int enough;

  /** The last rank that is needed; it falls as the fronts before it grow. */
  private int last = Integer.MAX_VALUE;

  /** How many rows have a rank up to the last one needed. */
  private int held;

  private NonDominatedSort(double[][] losses, int enough) {
    this.losses = losses;
    this.lastSpeaks = losses.length > 0 && losses[0].length <= 2;
    this.enough = enough;
  }

  /**
   * The rank of each row, counted from 0.
   *
   * @param losses one row for each trial, all of the same length of at least 1
   */
  public static int[] ranks(double[][] losses) {
    return ranks(losses, losses.length);
  }

  /**
   * The ranks when only the best rows matter, which is much quicker for many rows: right for every
   * front that is needed to have {@code enough} rows, and some larger rank for all others.
   */
  public static int[] ranks(double[][] losses, int enough) {
    if (enough < 0) {
      throw new IllegalArgumentException("expected at least 0 rows, got " + enough);
    }
    return new NonDominatedSort(losses, enough).ranks();
  }

  /**
   * The rank of each row under constraints: feasible rows come first, by their losses; then the
   * others, by nothing but their violation, those alike in one rank.
   *
   * @param violations for each row by how much it violates the constraints: at most 0 when it
   *     satisfies them, NaN for the worst
   */
  public static int[] ranks(double[][] losses, double[] violations) {
    return ranks(losses, violations, losses.length);
  }

  /** The ranks under constraints when only the {@code enough} best rows matter. */
  public static int[] ranks(double[][] losses, double[] violations, int enough) {
    int[] feasible = rows(violations, true);
    int[] others = rows(violations, false);
    int[] ranks = new int[losses.length];
    int[] first = ranks(select(losses, feasible), enough);
    int next = Arrays.stream(first).max().orElse(-1) + 1;
    int[] then = ranks(select(column(violations), others), Math.max(0, enough - first.length));
    for (int i = 0; i < first.length; i++) {
      ranks[feasible[i]] = first[i];
    }
    for (int i = 0; i < then.length; i++) {
      ranks[others[i]] = next + then[i];
    }
    return ranks;
  }

  private static double[][] select(double[][] rows, int[] which) {
    return IntStream.of(which).mapToObj(i -> rows[i]).toArray(double[][]::new);
  }

  private static double[][] column(double[] values) {
    return Arrays.stream(values).mapToObj(v -> new double[] {v}).toArray(double[][]::new);
  }

  private static int[] rows(double[] violations, boolean feasible) {
    return IntStream.range(0, violations.length)
        .filter(i -> violations[i] <= 0 == feasible)
        .toArray();
  }

  /** The indices of the rows that no other dominates, rising; of rows that are alike all. */
  public static int[] front(double[][] losses) {
    int[] ranks = ranks(losses, 1);
    return IntStream.range(0, ranks.length).filter(i -> ranks[i] == 0).toArray();
  }

  private int[] ranks() {
    int[] ranks = new int[losses.length];
    int before = -1;
    for (int row : Dominance.sorted(losses)) {
      boolean again = before >= 0 && Dominance.compare(losses[before], losses[row]) == 0;
      ranks[row] = again ? ranks[before] : firstThatTakes(row);
      if (ranks[row] <= last) {
        add(row, ranks[row], again);
        narrow();
      }
      before = row;
    }
    return ranks;
  }

  private int firstThatTakes(int row) {
    int low = 0;
    int high = last < count ? last + 1 : count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (dominates(middle, row)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Whether some row of a front dominates this one; the latest are the likeliest to. */
  private boolean dominates(int front, int row) {
    int latest = sizes[front] - 1;
    int first = lastSpeaks ? latest : 0;
    for (int i = latest; i >= first; i--) {
      if (Dominance.covers(losses[fronts[front][i]], losses[row])) {
        return true;
      }
    }
    return false;
  }

  private void add(int row, int front, boolean again) {
    if (front == fronts.length) {
      fronts = Arrays.copyOf(fronts, 2 * front);
      sizes = Arrays.copyOf(sizes, 2 * front);
      members = Arrays.copyOf(members, 2 * front);
    }
    if (front == count) {
      fronts[front] = new int[4];
      count++;
    }
    if (sizes[front] == fronts[front].length) {
      fronts[front] = Arrays.copyOf(fronts[front], 2 * sizes[front]);
    }
    if (!again) {
      fronts[front][sizes[front]++] = row;
    }
    members[front]++;
    held++;
  }

  /** Drops the last fronts while those before them hold enough. */
  private void narrow() {
    int lowest = Math.min(last, count - 1);
    while (lowest > 0 && held - members[lowest] >= enough) {
      held -= members[lowest];
      lowest--;
      last = lowest;
    }
  }
}
