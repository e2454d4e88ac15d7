package io.sonde.web.page;

import io.sonde.search.insight.PredictedOptimum;
import java.util.List;

/**
 * Where a model expects the best value.
 *
 * @param bestToo whether the trial with the best value is the same
 */
public record OptimumView(
    int trial,
    NumberView expected,
    String deviation,
    String low,
    String high,
    String noise,
    boolean bestToo,
    int best,
    NumberView bestValue,
    NumberView bestExpected,
    List<Setting> parameters) {

  /** A searched value. */
  public record Setting(String path, String value, String full) {}

  static OptimumView of(PredictedOptimum optimum) {
    List<Setting> parameters =
        optimum.values().entrySet().stream()
            .map(
                entry ->
                    new Setting(
                        entry.getKey(),
                        Figures.value(entry.getValue()),
                        entry.getValue().toString()))
            .toList();
    return new OptimumView(
        optimum.trial(),
        NumberView.measured(optimum.expected()),
        Figures.spread(optimum.deviation()),
        Figures.measured(optimum.low()),
        Figures.measured(optimum.high()),
        Figures.spread(optimum.noise()),
        optimum.trial() == optimum.bestSeen(),
        optimum.bestSeen(),
        NumberView.measured(optimum.bestSeenValue()),
        NumberView.measured(optimum.bestSeenExpected()),
        parameters);
  }
}
