package io.sonde.search.history;

/**
 * A metric that a sweep searches for, and in which direction.
 *
 * @param summary how the metric's values at the steps of a trial become one value of the trial
 */
public record Objective(String metric, Direction direction, Summary summary) {
  public Objective {
    if (metric.isBlank()) {
      throw new IllegalArgumentException("expected the name of a metric, got '" + metric + "'");
    }
  }

  /** Judged by its best step. */
  public Objective(String metric, Direction direction) {
    this(metric, direction, Summary.BEST);
  }
}
