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
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("loss", validation.loss());
    metrics.put("accuracy", validation.accuracy());
    metrics.put("training_loss", training.loss());
    metrics.put("training_accuracy", training.accuracy());
    if (sparsity > 0) {
      metrics.put("sparsity", sparsity);
    }
    return metrics;
  }
}
