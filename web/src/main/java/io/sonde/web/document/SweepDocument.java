package io.sonde.web.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.Page;
import io.sonde.search.port.SweepReader.Slice;
import io.sonde.search.port.SweepReader.SweepQuery;
import io.sonde.search.port.SweepReader.SweepRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A sweep, and the list of sweeps, as JSON. */
public final class SweepDocument {
  private static final int ALL_AT_ONCE = 500;

  private SweepDocument() {}

  /** One sweep; {@code now} is what its running time is counted to. */
  public static ObjectNode of(SweepRow row, Instant now) {
    ObjectNode node = Json.object();
    node.put("sweep", row.number());
    node.put("experiment", row.experiment());
    node.put("version", row.version());
    node.put("state", row.state().word());
    node.put("reason", row.reason());
    putObjectives(node, row);
    node.set("trials", counts(row.trials(), TrialState.values()));
    if (row.best().isPresent()) {
      ObjectNode best = node.putObject("best");
      best.put("trial", row.best().getAsInt());
      row.bestValue().ifPresent(value -> best.put("value", value));
    } else {
      node.putNull("best");
    }
    node.putObject("budget").put("trials", row.budget());
    node.put("seed", row.seed());
    node.put("data_hash", row.dataHash().orElse(null));
    node.put("commit", row.origin().commit().orElse(null));
    node.put("branch", row.origin().branch().orElse(null));
    node.put("pull_request", row.origin().pullRequest().orElse(null));
    node.put("created", Json.time(row.created()));
    Json.put(node, "started", row.started());
    Json.put(node, "ended", row.ended());
    node.put("seconds", seconds(row, now));
    return node;
  }

  /** {@code {"sweeps": […], "total": n, "next": cursor}}. */
  public static ObjectNode list(Page<SweepRow> page, Instant now) {
    ObjectNode node = Json.object();
    ArrayNode sweeps = node.putArray("sweeps");
    page.rows().forEach(row -> sweeps.add(of(row, now)));
    node.put("total", page.total());
    return node.put("next", page.next().orElse(null));
  }

  /** All sweeps, the newest first, in the form of {@link #list}. */
  public static ObjectNode all(SweepReader reader, Instant now) {
    Page<SweepRow> page = reader.sweeps(0, ALL_AT_ONCE);
    ObjectNode node = list(page, now);
    ArrayNode sweeps = node.withArray("sweeps");
    while (page.next().isPresent()) {
      page = reader.sweeps(SweepQuery.ALL, new Slice(0, page.next(), ALL_AT_ONCE));
      page.rows().forEach(row -> sweeps.add(of(row, now)));
    }
    return node.putNull("next");
  }

  /**
   * {@code "objective"}, by which a best trial is told, and {@code "objectives"}, with it first.
   */
  static void putObjectives(ObjectNode node, SweepRow row) {
    node.set("objective", objective(row.objectives().get(0)));
    ArrayNode all = node.putArray("objectives");
    row.objectives().forEach(objective -> all.add(objective(objective)));
  }

  private static ObjectNode objective(Objective objective) {
    return Json.object()
        .put("metric", objective.metric())
        .put("direction", objective.direction().word());
  }

  /** How many trials are in each of these states, zeros included. */
  static ObjectNode counts(Map<TrialState, Integer> trials, TrialState... states) {
    ObjectNode node = Json.object();
    for (TrialState state : states) {
      node.put(state.word(), trials.getOrDefault(state, 0));
    }
    return node;
  }

  /** From the sweep's start to its end or to now, to the millisecond; 0 before it started. */
  static double seconds(SweepRow row, Instant now) {
    return row.started()
        .map(start -> Duration.between(start, row.ended().orElse(now)).toMillis() / 1000.0)
        .map(seconds -> Math.max(0, seconds))
        .orElse(0.0);
  }
}
