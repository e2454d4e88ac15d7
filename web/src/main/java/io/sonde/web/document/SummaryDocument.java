package io.sonde.web.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.port.SweepReader.TrialRow;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How a sweep stands, in one object: what {@code run --json} ends with. What was measured of the
 * best trial at its end, such as its score on data that no trial ever saw, stands apart from its
 * metrics, at the top.
 */
public final class SummaryDocument {
  private SummaryDocument() {}

  /** The summary of a sweep; empty when there is no such sweep. */
  public static Optional<ObjectNode> of(SweepReader reader, int sweep, Instant now) {
    return reader.sweep(sweep).map(row -> of(reader, row, now));
  }

  private static ObjectNode of(SweepReader reader, SweepRow row, Instant now) {
    ObjectNode node = Json.object();
    node.put("sweep", row.number());
    node.put("experiment", row.experiment());
    node.put("state", row.state().word());
    node.put("reason", row.reason());
    row.origin().commit().ifPresent(text -> node.put("commit", text));
    row.origin().branch().ifPresent(text -> node.put("branch", text));
    row.origin().pullRequest().ifPresent(text -> node.put("pull_request", text));
    SweepDocument.putObjectives(node, row);
    node.set(
        "trials",
        SweepDocument.counts(
            row.trials(),
            TrialState.COMPLETED,
            TrialState.STOPPED,
            TrialState.FAILED,
            TrialState.INFEASIBLE,
            TrialState.CANCELLED,
            TrialState.PAUSED));
    Optional<TrialRow> best =
        row.best().isPresent()
            ? reader.trial(row.number(), row.best().getAsInt())
            : Optional.empty();
    if (best.isEmpty()) {
      node.putNull("best");
      return node.put("seconds", SweepDocument.seconds(row, now));
    }
    putBest(node, best.get());
    node.put("seconds", SweepDocument.seconds(row, now));
    for (Map.Entry<String, Double> measured : best.get().measured().entrySet()) {
      if (!node.has(measured.getKey())) {
        node.put(measured.getKey(), measured.getValue());
      }
    }
    return node;
  }

  private static void putBest(ObjectNode node, TrialRow trial) {
    ObjectNode best = node.putObject("best");
    best.put("trial", trial.number());
    trial.value().ifPresent(value -> best.put("value", value));
    best.set("metrics", Json.tree(trial.metrics()));
    best.set("config", Json.tree(trial.configuration()));
  }
}
