package io.sonde.search.history;

/** The metric that a sweep searches for, and in which direction. */
public record Objective(String metric, Direction direction) {
  public Objective {
    if (metric.isBlank()) {
      throw new IllegalArgumentException("expected the name of a metric, got '" + metric + "'");
    }
  }
}
