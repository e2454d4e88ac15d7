package io.sonde.trial.dl4j;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one epoch came to, all of it measured after its last update.
 *
 * @param number from 1
 * @param validation score on the validation part
 * @param training score on a fixed sample of the training part
 * @param phase whether the network is pruned as it is to be
 * @param pruning what is told of a pruning that has begun, by metric
 */
public record Epoch(
    int number, Score validation, Score training, Phase phase, Map<String, Double> pruning) {
  public Epoch {
    pruning = Map.copyOf(pruning);
  }

  /** Where an epoch stands to the pruning of its network. */
  public enum Phase {
    /** Nothing was removed yet. */
    BEFORE_PRUNING("_before_pruning"),
    /** More is to be removed. */
    WHILE_PRUNING("_while_pruning"),
    /** The network is what it was asked to be, so its scores are the trial's. */
    COMPLETE("");

    private final String suffix;

    Phase(String suffix) {
      this.suffix = suffix;
    }

    /** What the names of scores end with, so that no score of a larger network is taken for it. */
    public String suffix() {
      return suffix;
    }
  }

  /** The metrics by the names under which they are reported. */
  public Map<String, Double> metrics() {
    Map<String, Double> scores = new LinkedHashMap<>(validation.metrics(""));
    scores.putAll(training.metrics("training_"));
    Map<String, Double> metrics = new LinkedHashMap<>();
    scores.forEach((name, value) -> metrics.put(name + phase.suffix(), value));
    metrics.putAll(pruning);
    return metrics;
  }
}
