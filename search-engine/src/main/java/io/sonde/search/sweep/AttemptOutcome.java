package io.sonde.search.sweep;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Completion;
import io.sonde.search.history.TrialState;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.spec.SweepSpec;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * What becomes of a trial when an attempt of it ends.
 *
 * @param next its end, or waiting for its next attempt
 * @param pause how long it waits at least
 */
record AttemptOutcome(TrialState next, String reason, Duration pause) {

  AttemptOutcome(TrialState next, String reason) {
    this(next, reason, Duration.ZERO);
  }

  /** Decides by the cause, the trial's retries and what the history holds of the trial. */
  static AttemptOutcome of(SweepSpec spec, ColumnarHistory history, TrialRun run, AttemptEnd end) {
    return switch (end.cause()) {
      case COMPLETED -> completed(history, run, end);
      case PAUSED -> new AttemptOutcome(TrialState.PAUSED, end.reason());
      case STOPPED -> new AttemptOutcome(TrialState.STOPPED, end.reason());
      case INFEASIBLE -> new AttemptOutcome(TrialState.INFEASIBLE, end.reason());
      case CANCELLED -> new AttemptOutcome(TrialState.CANCELLED, end.reason());
      case PREEMPTED -> new AttemptOutcome(TrialState.WAITING, end.reason());
      case DIVERGED, CRASH, OOM, TIMEOUT, INFRASTRUCTURE, LOST ->
          retry(run, end, spec.trial().retry(end.cause()));
    };
  }

  /**
   * The same, where a person has asked for the trial's end: what would be cancelled or tried again
   * is over, and counts as stopped when it has a value.
   */
  AttemptOutcome stopped(ColumnarHistory history, TrialRun run) {
    boolean over = next.ended() && next != TrialState.CANCELLED;
    return over || run.toStop().isEmpty()
        ? this
        : new AttemptOutcome(whenStopped(history, run.number), run.toStop().get());
  }

  /**
   * What a trial becomes that a person ends: stopped, where it has a value that it has reached
   * itself. A trial that has not begun has at most one that was known beforehand.
   */
  static TrialState whenStopped(ColumnarHistory history, int trial) {
    boolean begun = history.state(trial) != TrialState.WAITING || history.reports(trial) > 0;
    return begun && !Double.isNaN(history.value(trial)) ? TrialState.STOPPED : TrialState.CANCELLED;
  }

  private static AttemptOutcome completed(ColumnarHistory history, TrialRun run, AttemptEnd end) {
    Completion completion = Completion.of(history, run.number);
    return new AttemptOutcome(
        completion.state(), completion.reason().isEmpty() ? end.reason() : completion.reason());
  }

  /** {@link TrialRun#ended} counts this end already. */
  private static AttemptOutcome retry(TrialRun run, AttemptEnd end, SweepSpec.Retry budget) {
    if (!end.retry()) {
      return new AttemptOutcome(TrialState.FAILED, end.reason() + " (not tried again)");
    }
    int used = run.ended(end.cause());
    int most = budget.times();
    if (used > most) {
      String spent = most > 0 ? " (after " + most + " retries)" : "";
      return new AttemptOutcome(TrialState.FAILED, end.reason() + spent);
    }
    Duration pause = budget.pause(used);
    String when = pause.isZero() ? "" : " in " + seconds(pause) + " s";
    return new AttemptOutcome(
        TrialState.WAITING, "retry " + used + " of " + most + when + ": " + end.reason(), pause);
  }

  private static String seconds(Duration pause) {
    return new BigDecimal(pause.toMillis()).movePointLeft(3).stripTrailingZeros().toPlainString();
  }
}
