package io.sonde.search.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How an attempt ended.
 *
 * @param reason a sentence that a person understands
 * @param metrics what was measured apart from the reports, such as {@code test_accuracy}
 */
public record AttemptEnd(Cause cause, String reason, Map<String, Double> metrics) {
  public AttemptEnd {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /** An end with nothing measured. */
  public AttemptEnd(Cause cause, String reason) {
    this(cause, reason, Map.of());
  }
}
