package io.sonde.web.gate;

import io.sonde.search.gate.GateRules;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Parameters;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * With what a sweep is to be compared, and by which rules.
 *
 * @param baseline the sweep to compare with; the newest completed one of the branch when empty
 * @param branch where a baseline is looked for when none is named
 */
public record GateQuestion(OptionalInt baseline, String branch, GateRules rules) {
  private static final String BASELINE = "baseline";
  private static final String BRANCH = "baseline_branch";

  /**
   * Reads {@code baseline}, {@code baseline_branch}, {@code margin} and {@code confidence}; throws
   * {@link HttpProblem} for what is wrong in them.
   */
  public static GateQuestion of(RoutingContext context) {
    int baseline = Parameters.query(context, BASELINE, 1, Integer.MAX_VALUE, 0);
    return new GateQuestion(
        baseline == 0 ? OptionalInt.empty() : OptionalInt.of(baseline),
        Parameters.text(context, BRANCH).orElse("main"),
        rules(context));
  }

  /** The same, of a request that need not ask: empty when it names neither sweep nor branch. */
  public static Optional<GateQuestion> asked(RoutingContext context) {
    boolean asks =
        Parameters.text(context, BASELINE).isPresent()
            || Parameters.text(context, BRANCH).isPresent();
    return asks ? Optional.of(of(context)) : Optional.empty();
  }

  private static GateRules rules(RoutingContext context) {
    try {
      return new GateRules(
          Parameters.real(context, "margin", 0), Parameters.real(context, "confidence", 0.95));
    } catch (IllegalArgumentException e) {
      throw HttpProblem.invalid(String.valueOf(e.getMessage()));
    }
  }
}
