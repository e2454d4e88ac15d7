package io.sonde.search.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The metrics of one step.
 *
 * @param step the step, such as an epoch; at least 0, rising within an attempt
 * @param metrics values by name; NaN and infinities are accepted as such
 */
public record Report(int step, Map<String, Double> metrics) {
  public Report {
    if (step < 0) {
      throw new IllegalArgumentException("expected a step of at least 0, got " + step);
    }
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }
}
