package io.sonde.web.outcome;

import io.sonde.search.history.TrialState;
import io.sonde.search.port.InsightReader;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.AttemptRow;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.report.Cause;
import io.sonde.web.gate.GateDecision;
import io.sonde.web.gate.GateQuestion;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.outcome.Outcome.Compared;
import io.sonde.web.outcome.Outcome.FailedTrial;
import io.sonde.web.outcome.Outcome.NotCompared;
import io.sonde.web.outcome.Outcome.Verdict;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gathers what a sweep came to. Thread-safe; blocks. */
final class OutcomeReader {
  /** So many failed trials are told of one by one. */
  static final int FAILED_SHOWN = 100;

  private final SweepReader reader;
  private final InsightReader insights;
  private final GateDecision decision;
  private final Clock clock;

  /** From these. */
  OutcomeReader(SweepReader reader, InsightReader insights, Clock clock) {
    this.reader = reader;
    this.insights = insights;
    this.decision = new GateDecision(reader);
    this.clock = clock;
  }

  /**
   * The outcome of a sweep.
   *
   * @throws HttpProblem where there is no such sweep, or no such baseline
   */
  Outcome read(int sweep, Optional<GateQuestion> question, URI server) {
    SweepRow row = reader.sweep(sweep).orElseThrow(() -> HttpProblem.noSweep(sweep));
    Optional<TrialRow> best =
        row.best().isPresent() ? reader.trial(sweep, row.best().getAsInt()) : Optional.empty();
    return new Outcome(
        row,
        best,
        failed(sweep),
        question.map(asked -> verdict(sweep, asked)),
        insights.insights(sweep).filter(learnt -> learnt.trials() > 0),
        server,
        clock.instant());
  }

  /**
   * A report is for whatever happened, so a conflict is told in it; other refusals are refusals.
   */
  private Verdict verdict(int sweep, GateQuestion question) {
    try {
      return new Compared(decision.decide(sweep, question).result());
    } catch (HttpProblem e) {
      if (e.status() != 409) {
        throw e;
      }
      return new NotCompared(e.code(), String.valueOf(e.getMessage()));
    }
  }

  private List<FailedTrial> failed(int sweep) {
    TrialQuery query = new TrialQuery(Set.of(TrialState.FAILED), "number", false, 0, FAILED_SHOWN);
    return reader.trials(sweep, query).rows().stream().map(row -> failed(sweep, row)).toList();
  }

  private FailedTrial failed(int sweep, TrialRow row) {
    Optional<Cause> cause =
        reader.attempts(sweep, row.number()).stream()
            .reduce((first, second) -> second)
            .flatMap(AttemptRow::cause);
    Duration time =
        row.started()
            .flatMap(start -> row.ended().map(end -> Duration.between(start, end)))
            .orElse(Duration.ZERO);
    return new FailedTrial(row.number(), row.reason(), cause, time);
  }
}
