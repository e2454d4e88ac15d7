package io.sonde.web.outcome;

import io.sonde.search.gate.GateResult;
import io.sonde.search.history.TrialState;
import io.sonde.search.insight.Insights;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.report.Cause;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a sweep came to, or how it stands.
 *
 * @param best the best trial by the first objective
 * @param failed the first of the failed trials by number
 * @param gate empty when nobody asked for one
 * @param insights what was learnt; empty while nothing can be said
 * @param server where the pages are, as the one who asked sees it
 * @param now to which running time is counted
 */
record Outcome(
    SweepRow sweep,
    Optional<TrialRow> best,
    List<FailedTrial> failed,
    Optional<Verdict> gate,
    Optional<Insights> insights,
    URI server,
    Instant now) {

  /**
   * A trial that broke.
   *
   * @param cause of its last attempt
   * @param time from its first start to its end
   */
  record FailedTrial(int number, String reason, Optional<Cause> cause, Duration time) {}

  /** What the gate says. */
  sealed interface Verdict {}

  /** It has compared. */
  record Compared(GateResult result) implements Verdict {}

  /** It cannot compare, such as because the sweep has not ended. */
  record NotCompared(String code, String reason) implements Verdict {}

  /** The sweep's page. */
  URI page() {
    return page(sweep.number());
  }

  /** A sweep's page. */
  URI page(int number) {
    return server.resolve("/sweeps/" + number);
  }

  /** A trial's page. */
  URI trialPage(int trial) {
    return server.resolve("/sweeps/" + sweep.number() + "/trials/" + trial);
  }

  /** From the sweep's start to its end or to now. */
  Duration time() {
    Duration time =
        sweep
            .started()
            .map(start -> Duration.between(start, sweep.ended().orElse(now)))
            .orElse(Duration.ZERO);
    return time.isNegative() ? Duration.ZERO : time;
  }

  int count(TrialState state) {
    return sweep.trials().getOrDefault(state, 0);
  }

  /** How many ended trials count against the budget. */
  int spent() {
    return sweep.trials().entrySet().stream()
        .filter(entry -> entry.getKey().spendsBudget())
        .mapToInt(entry -> entry.getValue())
        .sum();
  }
}
