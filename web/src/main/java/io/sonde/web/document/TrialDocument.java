package io.sonde.web.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.AttemptRow;
import io.sonde.search.port.SweepReader.CurvePoint;
import io.sonde.search.port.SweepReader.HistoryPoint;
import io.sonde.search.port.SweepReader.Page;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.report.Cause;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trials, their curves, their attempts and the history of a sweep as JSON. */
public final class TrialDocument {
  private TrialDocument() {}

  /** One trial as it stands in lists and exports. */
  public static ObjectNode of(TrialRow row) {
    ObjectNode node = Json.object();
    node.put("number", row.number());
    node.put("state", row.state().word());
    node.set("config", Json.tree(row.configuration()));
    node.set("metrics", Json.tree(row.metrics()));
    node.set("measured", Json.tree(row.measured()));
    node.put("reason", row.reason());
    node.put("value", row.value().isPresent() ? row.value().getAsDouble() : null);
    node.put("best_step", row.bestStep().isPresent() ? row.bestStep().getAsInt() : null);
    node.put("last_step", row.lastStep().isPresent() ? row.lastStep().getAsInt() : null);
    node.put("attempt_count", row.attempts());
    node.put("parent", row.parent().isPresent() ? row.parent().getAsInt() : null);
    node.put("created", Json.time(row.created()));
    Json.put(node, "started", row.started());
    Json.put(node, "ended", row.ended());
    return node;
  }

  /** {@code {"sweep": n, "trials": […], "total": n, "next": cursor}}. */
  public static ObjectNode list(int sweep, Page<TrialRow> page) {
    ObjectNode node = Json.object().put("sweep", sweep);
    ArrayNode trials = node.putArray("trials");
    page.rows().forEach(row -> trials.add(of(row)));
    return paged(node, page);
  }

  /** The same, with nothing of the trials but what stands in some columns. */
  public static ObjectNode list(int sweep, Page<TrialRow> page, TrialCells cells) {
    ObjectNode node = Json.object().put("sweep", sweep);
    ArrayNode trials = node.putArray("trials");
    cells.of(page.rows()).forEach(line -> trials.add(line.document()));
    return paged(node, page);
  }

  private static ObjectNode paged(ObjectNode node, Page<TrialRow> page) {
    node.put("total", page.total());
    return node.put("next", page.next().orElse(null));
  }

  /**
   * A trial with its searched values by path, its attempts, and its curves thinned to about {@code
   * most} points each; empty when there is no such trial.
   */
  public static Optional<ObjectNode> detail(SweepReader reader, int sweep, int trial, int most) {
    return reader
        .trial(sweep, trial)
        .map(
            row -> {
              ObjectNode node = Json.object().put("sweep", sweep);
              node.setAll(of(row));
              node.set("parameters", Json.tree(row.values()));
              ArrayNode attempts = node.putArray("attempts");
              reader.attempts(sweep, trial).forEach(attempt -> attempts.add(attempt(attempt)));
              node.set("curves", curves(reader.curves(sweep, trial, most)));
              return node;
            });
  }

  private static ObjectNode attempt(AttemptRow row) {
    ObjectNode node = Json.object().put("number", row.number());
    ArrayNode devices = node.putArray("devices");
    row.devices().forEach(devices::add);
    node.put("started", Json.time(row.started()));
    Json.put(node, "ended", row.ended());
    node.put("cause", row.cause().map(Cause::word).orElse(null));
    return node.put("reason", row.reason());
  }

  /** Curves by metric, each a list of {@code [step, value]}. */
  public static ObjectNode curves(Map<String, List<CurvePoint>> curves) {
    ObjectNode node = Json.object();
    curves.forEach(
        (metric, points) -> {
          ArrayNode array = node.putArray(metric);
          points.forEach(point -> array.addArray().add(point.step()).add(point.value()));
        });
    return node;
  }

  /** {@code {"sweep": n, "points": [{"trial", "state", "value", "best"}, …]}}. */
  public static ObjectNode history(int sweep, List<HistoryPoint> history) {
    ObjectNode node = Json.object().put("sweep", sweep);
    ArrayNode points = node.putArray("points");
    for (HistoryPoint point : history) {
      points
          .addObject()
          .put("trial", point.trial())
          .put("state", point.state().word())
          .put("value", point.value())
          .put("best", point.best());
    }
    return node;
  }
}
