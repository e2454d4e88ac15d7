package io.sonde.search.pareto;

import java.util.Arrays;

/**
 * Greedy choice of rows by the volume they add. What a row adds can only shrink as others are
 * chosen, so what it added once bounds what it adds now, and only rows whose bound leads are
 * reckoned anew.
 */
final class SubsetSelection {
  private final double[][] gains;

  /** In which the rows are looked at: of those that add as much, the first is taken. */
  private final int[] order;

  /** At most so much a row adds; below every volume for rows that repeat one, and once chosen. */
  private final double[] bounds;

  SubsetSelection(Hypervolume hypervolume, double[][] losses) {
    this.gains = hypervolume.gains(losses);
    this.order = Dominance.sorted(losses);
    this.bounds = new double[losses.length];
    for (int i = 0; i < order.length; i++) {
      int row = order[i];
      boolean repeats = i > 0 && Dominance.compare(losses[order[i - 1]], losses[row]) == 0;
      bounds[row] = repeats ? -1.0 - row : Hypervolume.exclusive(gains[row], new double[0][]);
    }
  }

  int[] choose(int size) {
    int[] chosen = new int[size];
    double[][] taken = new double[0][];
    for (int n = 0; n < size; n++) {
      chosen[n] = next(taken);
      bounds[chosen[n]] = Double.NEGATIVE_INFINITY;
      taken = Arrays.copyOf(taken, n + 1);
      taken[n] = gains[chosen[n]];
    }
    return chosen;
  }

  private int next(double[][] taken) {
    boolean[] reckoned = new boolean[bounds.length];
    int leader = leader();
    while (!reckoned[leader] && bounds[leader] > 0) {
      bounds[leader] = Hypervolume.exclusive(gains[leader], taken);
      reckoned[leader] = true;
      leader = leader();
    }
    return leader;
  }

  private int leader() {
    int leader = order[0];
    for (int row : order) {
      leader = bounds[row] > bounds[leader] ? row : leader;
    }
    return leader;
  }
}
