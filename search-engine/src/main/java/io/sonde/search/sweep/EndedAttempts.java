package io.sonde.search.sweep;

import io.sonde.search.history.TrialState;
import io.sonde.search.port.AskDesk.Told;
import io.sonde.search.port.ReportInbox.Refused;
import io.sonde.search.port.ReportInbox.Why;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.AttemptRow;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.port.SweepStore;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.TokenKey;
import io.sonde.search.report.Verdict;
import java.util.Optional;

/**
 * What the store knows of attempts that are over, for those who run them elsewhere and have not
 * heard the answer to their last word. Reads the store; thread-safe.
 */
final class EndedAttempts {
  private final SweepStore store;
  private final SweepReader results;
  private final TokenKey key;

  EndedAttempts(SweepStore store, SweepReader results, TokenKey key) {
    this.store = store;
    this.results = results;
    this.key = key;
  }

  /** An attempt that is over, and what its trial is now. */
  record Ended(AttemptId id, Cause cause, String reason, TrialRow trial) {
    /** What a report is answered: again what ended the attempt, where that was Sonde. */
    Verdict verdict() {
      return switch (cause) {
        case STOPPED, CANCELLED -> Verdict.stop(reason);
        case PAUSED -> Verdict.pause(reason);
        default -> throw over();
      };
    }

    /** What a tell is answered: the same as the one that ended the attempt, if it says the same. */
    Told told(AttemptEnd end) {
      boolean last = trial.attempts() == id.number() && trial.state().ended();
      boolean same =
          end.cause() == cause
              && reason.equals(end.reason())
              && (!last || trial.measured().equals(end.metrics()));
      if (!same) {
        throw over();
      }
      return last
          ? new Told(trial.state(), trial.reason())
          : new Told(TrialState.WAITING, end.reason());
    }

    private Refused over() {
      return new Refused(
          Why.FENCED,
          "Attempt %s is over: %s%s. Nothing told of it now counts any more."
              .formatted(id, cause.word(), reason.isEmpty() ? "" : " (" + reason + ")"));
    }
  }

  /**
   * An attempt that is over; empty when it is not.
   *
   * @throws Refused when there is no such attempt, or the token is not its own
   */
  Optional<Ended> find(AttemptId id, String token) {
    SweepStore.StoredSweep sweep = store.load(id.sweep()).orElseThrow(() -> unknown(id));
    if (!Tokens.same(new Tokens(key, sweep.sweep().created()).of(id), token)) {
      throw new Refused(Why.FORBIDDEN, "the token is not that of attempt " + id);
    }
    TrialRow trial = results.trial(id.sweep(), id.trial()).orElseThrow(() -> unknown(id));
    AttemptRow attempt =
        results.attempts(id.sweep(), id.trial()).stream()
            .filter(row -> row.number() == id.number())
            .findFirst()
            .orElseThrow(() -> unknown(id));
    if (attempt.cause().isPresent()) {
      return Optional.of(new Ended(id, attempt.cause().get(), attempt.reason(), trial));
    }
    // A trial may have been ended without a word on its attempt, before that was always said.
    return trial.state().ended()
        ? Optional.of(new Ended(id, Cause.CANCELLED, trial.reason(), trial))
        : Optional.empty();
  }

  private static Refused unknown(AttemptId id) {
    return new Refused(Why.UNKNOWN, "there is no attempt " + id);
  }
}
