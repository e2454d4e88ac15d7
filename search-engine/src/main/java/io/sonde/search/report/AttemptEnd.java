package io.sonde.search.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How an attempt ended.
 *
 * @param reason a sentence that a person understands
 * @param metrics what was measured apart from the reports, such as {@code test_accuracy}
 * @param retry whether the trial may be tried again after a failure, as far as its budget goes
 */
public record AttemptEnd(Cause cause, String reason, Map<String, Double> metrics, boolean retry) {
  public AttemptEnd {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /** An end after whose failure the trial may be tried again. */
  public AttemptEnd(Cause cause, String reason, Map<String, Double> metrics) {
    this(cause, reason, metrics, true);
  }

  /** An end with nothing measured. */
  public AttemptEnd(Cause cause, String reason) {
    this(cause, reason, Map.of());
  }
}
