package io.sonde.search.insight.importance;

import io.sonde.search.insight.forest.Forest;
import io.sonde.search.insight.forest.Variances;
import io.sonde.search.insight.sample.Cells;
import io.sonde.search.insight.sample.Columns;
import io.sonde.search.space.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Importance as a part of the variance: functional analysis of variance on a regression forest.
 *
 * <p>Each {@link Regime} gets a forest of its own from its trials; it tells what the regime's own
 * parameters explain where they are active. What that is of the variance over all trials follows
 * from the law of total variance: it is weighted by the regime's part of the trials, and by the
 * variance within the regime over that of all.
 *
 * <p>F. Hutter, H. Hoos, K. Leyton-Brown: An efficient approach for assessing hyperparameter
 * importance. ICML 2014.
 */
final class VarianceShares {
  /** With fewer trials than this a forest has nothing to divide. */
  static final int FEWEST = 8;

  /** About how many values the trees of all forests look at for one level; bounds the time. */
  private static final int WORK = 40_000;

  private static final int LEAST_DRAWS = 256;

  /** Pairs are sought among so many parameters, those that explain most alone. */
  private static final int PAIRED = 20;

  private final List<Parameter> space;
  private final Columns columns;
  private final double[] losses;
  private final long seed;
  private final double variance;
  private final List<Alone> alone = new ArrayList<>();
  private final List<Together> together = new ArrayList<>();

  /** What one parameter explains. */
  record Alone(int parameter, double weight, double whereActive) {}

  /** What two parameters explain beyond that. */
  record Together(int one, int other, double weight, double whereActive) {}

  /**
   * Of these trials.
   *
   * @param losses by row, finite
   */
  VarianceShares(List<Parameter> space, Columns columns, double[] losses, long seed) {
    this.space = space;
    this.columns = columns;
    this.losses = losses;
    this.seed = seed;
    this.variance = variance(losses);
    List<Regime> regimes = Regime.of(columns);
    int parameters = regimes.stream().mapToInt(r -> r.somewhere(columns).length).sum();
    int most = Math.max(LEAST_DRAWS, WORK / Math.max(1, parameters));
    regimes.forEach(regime -> divide(regime, most));
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
  }

  private void divide(Regime regime, int most) {
    int[] rows = regime.rows().stream().toArray();
    if (rows.length < FEWEST) {
      return;
    }
    double[] theirs = Arrays.stream(rows).mapToDouble(row -> losses[row]).toArray();
    double mean = Arrays.stream(theirs).average().orElse(0);
    double[] centred = Arrays.stream(theirs).map(loss -> loss - mean).toArray();
    List<Integer> parameters = new ArrayList<>();
    List<Cells> axes = new ArrayList<>();
    for (int p : regime.somewhere(columns)) {
      Cells cells = columns.cells(p, rows, centred);
      if (cells.count() > 1) {
        parameters.add(p);
        axes.add(cells);
      }
    }
    if (parameters.stream().noneMatch(regime.own()::contains)) {
      return;
    }
    double part = (double) rows.length / losses.length;
    double weight = variance > 0 ? part * variance(centred) / variance : 0;
    int[] parents = parameters.stream().mapToInt(p -> parent(p, parameters)).toArray();
    Forest forest = new Forest(axes, parents, centred, most, new SplittableRandom(seed));
    read(new Variances(forest), parameters, regime, weight);
  }

  /** The axis of the nearest parameter that decides whether this one is active; −1 for none. */
  private int parent(int parameter, List<Integer> axes) {
    return space.get(parameter).conditions().stream()
        .mapToInt(condition -> axes.indexOf(condition.parameter()))
        .filter(axis -> axis >= 0)
        .max()
        .orElse(-1);
  }

  private void read(Variances shares, List<Integer> parameters, Regime regime, double weight) {
    int[] own =
        IntStream.range(0, parameters.size())
            .filter(a -> regime.own().contains(parameters.get(a)))
            .toArray();
    for (int a : own) {
      alone.add(new Alone(parameters.get(a), weight, shares.main(a)));
    }
    List<Integer> strongest =
        IntStream.range(0, parameters.size())
            .filter(a -> regime.everywhere(parameters.get(a), columns))
            .boxed()
            .sorted(Comparator.comparingDouble(a -> -shares.main(a)))
            .limit(PAIRED)
            .toList();
    for (int i = 0; i < strongest.size(); i++) {
      for (int j = 0; j < i; j++) {
        int one = Math.min(strongest.get(i), strongest.get(j));
        int other = Math.max(strongest.get(i), strongest.get(j));
        if (regime.own().contains(parameters.get(one))
            || regime.own().contains(parameters.get(other))) {
          together.add(
              new Together(
                  parameters.get(one), parameters.get(other), weight, shares.pair(one, other)));
        }
      }
    }
  }

  /** Of each parameter about which enough trials tell. */
  List<Alone> alone() {
    return alone;
  }

  /** Of pairs of them. */
  List<Together> together() {
    return together;
  }
}
