package io.sonde.search.port;

import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Report;
import io.sonde.search.report.Verdict;
import java.util.concurrent.CompletionStage;

/**
 * Takes what trials report. A stage completes once what was reported is stored; a repeated message
 * gets the answer of the first. Stages complete exceptionally with {@link Refused}. Thread-safe.
 */
public interface ReportInbox {
  /** Takes the metrics of one step. */
  CompletionStage<Verdict> report(AttemptId attempt, String token, Report report);

  /** Takes the end of an attempt. */
  CompletionStage<Void> end(AttemptId attempt, String token, AttemptEnd end);

  /** A message that is not taken. */
  final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final Why why;

    /** A refusal with a sentence that says why. */
    public Refused(Why why, String message) {
      super(message);
      this.why = why;
    }

    /** What kind of refusal it is. */
    public Why why() {
      return why;
    }
  }

  /** Why a message is not taken. */
  enum Why {
    /** There is no such attempt. */
    UNKNOWN,
    /** The token is not that attempt's. */
    FORBIDDEN,
    /** The attempt is over or superseded; its process should go. */
    FENCED,
    /** The server has just started and may take it in a moment. */
    LATER,
    /** The message breaks the rules, such as a step below the last one. */
    INVALID
  }
}
