package io.sonde.trial.dl4j;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How well a network does on some examples.
 *
 * @param loss the mean loss of an example, penalties left out; NaN when a prediction is
 * @param others further metrics by name, such as {@code accuracy}
 */
public record Score(double loss, Map<String, Double> others) {
  public Score {
    others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
  }

  /** One of the others, which must be there. */
  public double other(String name) {
    Double value = others.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no metric '" + name + "' among " + others.keySet());
    }
    return value;
  }

  /** Whether the loss is a number. */
  public boolean isFinite() {
    return Double.isFinite(loss);
  }

  /** All metrics in a line for a log. */
  public String text() {
    return metrics("").entrySet().stream()
        .map(e -> "%s %.4f".formatted(e.getKey(), e.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** All metrics, their names after a prefix. */
  public Map<String, Double> metrics(String prefix) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put(prefix + "loss", loss);
    others.forEach((name, value) -> metrics.put(prefix + name, value));
    return metrics;
  }
}
