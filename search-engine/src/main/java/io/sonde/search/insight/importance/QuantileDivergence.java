package io.sonde.search.insight.importance;

import io.sonde.search.insight.sample.Columns;
import io.sonde.search.sampler.unit.Axis;
import io.sonde.search.sampler.unit.Category;
import io.sonde.search.sampler.unit.Grid;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Importance for being among the best: how far the density of a parameter's values in the best
 * tenth of the trials is from its density in all trials, as a Pearson divergence. Where a parameter
 * is not always active, the divergence counts by how often it is active in both.
 *
 * <ul>
 *   <li>S. Watanabe, A. Bansal, F. Hutter: PED-ANOVA: efficiently quantifying hyperparameter
 *       importance in arbitrary subspaces. IJCAI 2023.
 *   <li>K. Ito, S. Watanabe and others: Conditional PED-ANOVA: hyperparameter importance in
 *       hierarchical and dynamic search spaces. 2026.
 * </ul>
 */
final class QuantileDivergence {
  private static final double BEST_PART = 0.1;
  private static final int STEPS = 50;
  private static final int FEWEST = 2;

  /** Keeps a density above 0. */
  private static final double LEAST_DENSITY = 1e-12;

  private final Columns columns;
  private final BitSet best;
  private final int size;

  /** Of these trials, at least one. */
  QuantileDivergence(Columns columns, double[] losses) {
    this.columns = columns;
    this.size = losses.length;
    double[] sorted = losses.clone();
    Arrays.sort(sorted);
    double cutoff = sorted[(int) Math.ceil(BEST_PART * size) - 1];
    this.best = new BitSet(size);
    for (int row = 0; row < size; row++) {
      best.set(row, losses[row] <= cutoff);
    }
  }

  /** Of a parameter; at least 0, and comparable between parameters. */
  double of(int parameter) {
    BitSet all = columns.active(parameter);
    BitSet top = (BitSet) all.clone();
    top.and(best);
    if (all.cardinality() < FEWEST || top.isEmpty() || columns.axis(parameter).size() == 1) {
      return 0;
    }
    double bestPart = (double) best.cardinality() / size;
    double activeOfBest = (double) top.cardinality() / best.cardinality();
    double activeOfAll = (double) all.cardinality() / size;
    double divergence = divergence(parameter, top, all);
    return bestPart * bestPart * activeOfBest * activeOfBest / activeOfAll * divergence;
  }

  private double divergence(int parameter, BitSet top, BitSet all) {
    Axis axis = columns.axis(parameter);
    boolean category = axis instanceof Category;
    int steps = (int) (category ? axis.size() : Math.min(STEPS, axis.size()));
    int[] inTop = counts(parameter, top, steps);
    int[] inAll = counts(parameter, all, steps);
    double[] of = category ? GridDensity.ofCategories(inTop) : GridDensity.ofNumbers(inTop);
    double[] beside = category ? GridDensity.ofCategories(inAll) : GridDensity.ofNumbers(inAll);
    double sum = 0;
    for (int step = 0; step < steps; step++) {
      double ratio = (of[step] + LEAST_DENSITY) / (beside[step] + LEAST_DENSITY);
      sum += (beside[step] + LEAST_DENSITY) * (ratio - 1) * (ratio - 1);
    }
    return sum;
  }

  private int[] counts(int parameter, BitSet rows, int steps) {
    int[] counts = new int[steps];
    Axis axis = columns.axis(parameter);
    rows.stream().forEach(row -> counts[step(axis, columns.place(parameter, row), steps)]++);
    return counts;
  }

  /** The step of the grid nearest to a place, the lower one where it lies between two. */
  private static int step(Axis axis, double place, int steps) {
    if (axis instanceof Category) {
      return (int) place;
    } else if (axis instanceof Grid && axis.size() <= STEPS) {
      return (int) Math.min(steps - 1, Math.floor(place * steps));
    }
    return (int) Math.max(0, Math.ceil(place * (steps - 1) - 0.5));
  }
}
