package io.sonde.trial.dl4j;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one epoch came to, all of it measured after its last update.
 *
 * @param number from 1
 * @param validation score on the validation part
 * @param training score on a fixed sample of the training part
 * @param sparsity the fraction of weights held at 0; 0 where none are
 */
public record Epoch(int number, Score validation, Score training, double sparsity) {
  /** The metrics by the names under which they are reported. */
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>(validation.metrics(""));
    metrics.putAll(training.metrics("training_"));
    if (sparsity > 0) {
      metrics.put("sparsity", sparsity);
    }
    return metrics;
  }
}
