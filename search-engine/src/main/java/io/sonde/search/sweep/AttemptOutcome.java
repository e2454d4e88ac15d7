package io.sonde.search.sweep;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Completion;
import io.sonde.search.history.TrialState;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.Cause;
import io.sonde.search.spec.SweepSpec;

/**
 * What becomes of a trial when an attempt of it ends.
 *
 * @param next its end, or waiting for its next attempt
 */
record AttemptOutcome(TrialState next, String reason) {
  /** Attempts that ended through no fault of the trial are repeated, but not for ever. */
  private static final int MOST_LOST = 10;

  /** Decides by the cause, the trial's retries and what the history holds of the trial. */
  static AttemptOutcome of(SweepSpec spec, ColumnarHistory history, TrialRun run, AttemptEnd end) {
    return switch (end.cause()) {
      case COMPLETED -> completed(history, run, end);
      case PAUSED -> new AttemptOutcome(TrialState.PAUSED, end.reason());
      case STOPPED -> new AttemptOutcome(TrialState.STOPPED, end.reason());
      case INFEASIBLE -> new AttemptOutcome(TrialState.INFEASIBLE, end.reason());
      case DIVERGED -> new AttemptOutcome(TrialState.FAILED, end.reason());
      case CANCELLED -> new AttemptOutcome(TrialState.CANCELLED, end.reason());
      case PREEMPTED -> new AttemptOutcome(TrialState.WAITING, end.reason());
      case LOST -> retry(run, end, MOST_LOST);
      case CRASH, OOM, TIMEOUT ->
          retry(run, end, spec.trial().retries().getOrDefault(end.cause(), 0));
    };
  }

  private static AttemptOutcome completed(ColumnarHistory history, TrialRun run, AttemptEnd end) {
    Completion completion = Completion.of(history, run.number);
    return new AttemptOutcome(
        completion.state(), completion.reason().isEmpty() ? end.reason() : completion.reason());
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
