package io.sonde.search.insight;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tried configuration that a model of the objective expects to be the best. Of many trials with
 * noisy values the one that looks best was also lucky; the model weighs each by its neighbours.
 * Values are in the objective's unit.
 *
 * @param trial that has the configuration
 * @param values the searched values by path
 * @param expected the value that the model expects of it, without noise
 * @param deviation how sure the model is: one standard deviation of the expected value
 * @param low the lower end of the interval that holds the true value with 95 %
 * @param high the upper end
 * @param noise one standard deviation of what repeated trials differ by, near the optimum
 * @param bestSeen the trial with the best value
 * @param bestSeenValue its value
 * @param bestSeenExpected the value that the model expects of it
 */
public record PredictedOptimum(
    int trial,
    Map<String, Object> values,
    double expected,
    double deviation,
    double low,
    double high,
    double noise,
    int bestSeen,
    double bestSeenValue,
    double bestSeenExpected) {
  public PredictedOptimum {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
