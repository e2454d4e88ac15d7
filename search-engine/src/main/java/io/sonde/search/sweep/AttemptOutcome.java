package io.sonde.search.sweep;

import io.sonde.search.history.Constraint;
import io.sonde.search.history.TrialState;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.Cause;
import io.sonde.search.spec.SweepSpec;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a trial when an attempt of it ends.
 *
 * @param next its end, or waiting for its next attempt
 */
record AttemptOutcome(TrialState next, String reason) {
  /** Attempts that ended through no fault of the trial are repeated, but not for ever. */
  private static final int MOST_LOST = 10;

  /**
   * Decides by the cause, the trial's retries and the spec's constraints.
   *
   * @param missing the first objective of which the trial has no value
   */
  static AttemptOutcome of(SweepSpec spec, TrialRun run, AttemptEnd end, Optional<String> missing) {
    return switch (end.cause()) {
      case COMPLETED -> completed(spec, run, end, missing);
      case PAUSED -> new AttemptOutcome(TrialState.PAUSED, end.reason());
      case STOPPED -> new AttemptOutcome(TrialState.STOPPED, end.reason());
      case INFEASIBLE -> new AttemptOutcome(TrialState.INFEASIBLE, end.reason());
      case DIVERGED -> new AttemptOutcome(TrialState.FAILED, end.reason());
      case CANCELLED -> new AttemptOutcome(TrialState.CANCELLED, end.reason());
      case LOST -> retry(run, end, MOST_LOST);
      case CRASH, OOM, TIMEOUT ->
          retry(run, end, spec.trial().retries().getOrDefault(end.cause(), 0));
    };
  }

  private static AttemptOutcome completed(
      SweepSpec spec, TrialRun run, AttemptEnd end, Optional<String> missing) {
    if (missing.isPresent()) {
      return new AttemptOutcome(
          TrialState.FAILED, "it ended without a value of '" + missing.get() + "' in any report");
    }
    Map<String, Double> metrics = new HashMap<>(run.metrics());
    metrics.putAll(end.metrics());
    return violation(spec, metrics, false)
        .map(why -> new AttemptOutcome(TrialState.INFEASIBLE, why))
        .orElse(new AttemptOutcome(TrialState.COMPLETED, end.reason()));
  }

  /** The first violated constraint of those that are checked now. */
  static Optional<String> violation(
      SweepSpec spec, Map<String, Double> metrics, boolean beforeTraining) {
    return spec.constraints().stream()
        .filter(c -> c.beforeTraining() == beforeTraining)
        .filter(c -> !c.holds(metrics.getOrDefault(c.metric(), Double.NaN)))
        .findFirst()
        .map(c -> sentence(c, metrics.get(c.metric())));
  }

  private static String sentence(Constraint constraint, @Nullable Double value) {
    if (value == null) {
      return "the constraint on '" + constraint.metric() + "' has no value to judge by";
    }
    boolean above = value > constraint.atMost();
    double bound = above ? constraint.atMost() : constraint.atLeast();
    return constraint.metric()
        + " is "
        + number(value)
        + ", "
        + (above ? "above the at_most of " : "not at the at_least of ")
        + number(bound);
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%,d", (long) value)
        : String.valueOf(value);
  }

  /** {@link TrialRun#ended} counts this end already. */
  private static AttemptOutcome retry(TrialRun run, AttemptEnd end, int most) {
    int used = run.ended(end.cause());
    if (used <= most) {
      return new AttemptOutcome(
          TrialState.WAITING, "retry " + used + " of " + most + ": " + end.reason());
    }
    String spent = end.cause() == Cause.LOST || most > 0 ? " (after " + most + " retries)" : "";
    return new AttemptOutcome(TrialState.FAILED, end.reason() + spent);
  }
}
