package io.sonde.search.insight.importance;

import io.sonde.search.insight.Importance;
import io.sonde.search.insight.Importances;
import io.sonde.search.insight.Interaction;
import io.sonde.search.insight.importance.VarianceShares.Alone;
import io.sonde.search.insight.importance.VarianceShares.Together;
import io.sonde.search.insight.sample.Columns;
import io.sonde.search.space.Parameter;
import java.util.Comparator;
import java.util.List;

/**
 * What an objective depends on: how much of its variance each parameter explains (see {@link
 * VarianceShares}), and how much each decides about being among the best (see {@link
 * QuantileDivergence}). The first tells of the space as a whole, bad regions included, and leads;
 * the second tells what is still to be gained by setting a parameter right.
 */
public final class ImportanceAnalysis {
  private static final int PAIRS_SHOWN = 5;

  /** Weaker pairs cannot be told from chance. */
  private static final double LEAST_PAIR = 0.01;

  private ImportanceAnalysis() {}

  /**
   * Of these trials.
   *
   * @param losses by row, finite; see {@link io.sonde.search.insight.sample.Warp}
   * @param seed of the draws of the forest; the same gives the same
   */
  public static Importances of(
      List<Parameter> parameters, Columns columns, double[] losses, long seed) {
    VarianceShares shares = new VarianceShares(parameters, columns, losses, seed);
    double[] decisive = decisive(parameters.size(), columns, losses);
    List<Importance> known =
        shares.alone().stream()
            .map(
                one ->
                    new Importance(
                        parameters.get(one.parameter()).path(),
                        one.weight() * one.whereActive(),
                        one.whereActive(),
                        decisive[one.parameter()],
                        (double) columns.active(one.parameter()).cardinality() / losses.length))
            .sorted(
                Comparator.comparingDouble(Importance::variance)
                    .thenComparingDouble(Importance::amongTheBest)
                    .reversed())
            .toList();
    List<String> unknown =
        parameters.stream()
            .filter(
                p ->
                    shares.alone().stream()
                        .mapToInt(Alone::parameter)
                        .noneMatch(i -> i == p.index()))
            .map(Parameter::path)
            .toList();
    return new Importances(known, pairs(parameters, shares), unknown);
  }

  private static double[] decisive(int parameters, Columns columns, double[] losses) {
    double[] decisive = new double[parameters];
    if (losses.length == 0) {
      return decisive;
    }
    QuantileDivergence divergence = new QuantileDivergence(columns, losses);
    double sum = 0;
    for (int p = 0; p < parameters; p++) {
      decisive[p] = divergence.of(p);
      sum += decisive[p];
    }
    for (int p = 0; p < parameters && sum > 0; p++) {
      decisive[p] /= sum;
    }
    return decisive;
  }

  private static List<Interaction> pairs(List<Parameter> parameters, VarianceShares shares) {
    return shares.together().stream()
        .map(
            (Together pair) ->
                new Interaction(
                    parameters.get(pair.one()).path(),
                    parameters.get(pair.other()).path(),
                    pair.weight() * pair.whereActive(),
                    pair.whereActive()))
        .filter(pair -> pair.variance() >= LEAST_PAIR)
        .sorted(Comparator.comparingDouble(Interaction::variance).reversed())
        .limit(PAIRS_SHOWN)
        .toList();
  }
}
