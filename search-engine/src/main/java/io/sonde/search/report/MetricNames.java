package io.sonde.search.report;

import java.util.Map;
import java.util.Optional;

/** Which metrics may be reported or told: few enough, and of names that people can read. */
public final class MetricNames {
  private static final int LONGEST_NAME = 100;
  private static final int MOST_METRICS = 1000;

  private MetricNames() {}

  /** What is wrong with these, in a sentence; empty when nothing is. */
  public static Optional<String> wrong(Map<String, Double> metrics) {
    if (metrics.size() > MOST_METRICS) {
      return Optional.of("expected at most " + MOST_METRICS + " metrics, got " + metrics.size());
    }
    return metrics.keySet().stream()
        .filter(
            name -> !name.equals(name.strip()) || name.isEmpty() || name.length() > LONGEST_NAME)
        .findFirst()
        .map(
            name ->
                "the name of a metric has 1 to %d characters, without blanks at the ends; got '%s'"
                    .formatted(LONGEST_NAME, name.substring(0, Math.min(name.length(), 120))));
  }
}
