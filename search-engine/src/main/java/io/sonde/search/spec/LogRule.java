package io.sonde.search.spec;

import io.sonde.search.report.Cause;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a line in the log of a failed attempt says about its end.
 *
 * @param pattern found somewhere in the line
 * @param label what it means, for people; empty where the pattern says it
 * @param cause as what the end counts, with the retries and the pause of that cause; empty for the
 *     cause that it has anyway
 * @param retry whether the trial may be tried again, as far as its budget goes
 * @param setAside whether the GPUs of the attempt get no more jobs
 */
public record LogRule(
    Pattern pattern,
    Optional<String> label,
    Optional<Cause> cause,
    boolean retry,
    boolean setAside) {

  public LogRule {
    if (cause.isPresent() && !cause.get().failure()) {
      throw new IllegalArgumentException(
          "expected the cause of a failure, got " + cause.get().word());
    }
  }

  /** The rule for people. */
  public String name() {
    return label.orElseGet(() -> "rule '" + pattern.pattern() + "'");
  }
}
