package io.sonde.web.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.history.Direction;
import io.sonde.search.port.ArtifactReader;
import io.sonde.search.port.InsightReader;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.AttemptRow;
import io.sonde.search.port.SweepReader.CurvePoint;
import io.sonde.search.port.SweepReader.HistoryPoint;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.web.api.TrialQueries;
import io.sonde.web.document.Json;
import io.sonde.web.document.LogTail;
import io.sonde.web.document.TrialDocument;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * The pages, and the parts of them that are asked for again while they are open. Whatever is shown
 * can be seen without scripts; scripts keep it up to date.
 */
public final class PageRoutes {
  private static final int HISTORY_POINTS = 600;
  private static final int CURVE_POINTS = 500;
  private static final int LOG_BYTES = 64 * 1024;

  /** The ids of the parts; a template has a fragment of each such name. */
  private static final Set<String> PARTS =
      Set.of("sweeps", "overview", "insights", "trials", "history", "curves");

  private final SweepReader reader;
  private final InsightReader insights;
  private final ArtifactReader artifacts;
  private final Clock clock;
  private final Templates templates;
  private final Work work;

  /** Between the readers and browsers. */
  public PageRoutes(
      SweepReader reader,
      InsightReader insights,
      ArtifactReader artifacts,
      Clock clock,
      Templates templates,
      Work work) {
    this.reader = reader;
    this.insights = insights;
    this.artifacts = artifacts;
    this.clock = clock;
    this.templates = templates;
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    router.get("/").handler(this::list);
    router.get("/sweeps").handler(context -> context.redirect("/"));
    router.get("/sweeps/:sweep").handler(this::sweep);
    router.get("/sweeps/:sweep/trials/:trial").handler(this::trial);
  }

  private void list(RoutingContext context) {
    int offset = Parameters.query(context, "offset", 0, Integer.MAX_VALUE, 0);
    show(
        context,
        "sweeps",
        () -> Map.of("view", SweepListView.read(reader, offset, clock.instant())));
  }

  private void sweep(RoutingContext context) {
    int number = Parameters.number(context, "sweep");
    show(context, "sweep", () -> sweepModel(context, find(number)));
  }

  /** What the page needs, or the part of it that is asked for. */
  private Map<String, Object> sweepModel(RoutingContext context, SweepRow row) {
    Instant now = clock.instant();
    return switch (part(context)) {
      case "overview" -> Map.of("view", SweepView.of(reader, row, now));
      case "insights" -> Map.of("insights", insights(row));
      case "trials" -> Map.of("table", TrialTableView.read(reader, row, query(context, row), now));
      case "history" -> Map.of("history", historyTable(row, history(row)));
      default -> {
        long sequence = reader.lastSequence();
        List<HistoryPoint> history = history(row);
        ObjectNode data = TrialDocument.history(row.number(), history);
        data.put("metric", row.metric()).put("direction", row.direction().word());
        data.put("sequence", sequence);
        yield Map.of(
            "view", SweepView.of(reader, row, now),
            "table", TrialTableView.read(reader, row, query(context, row), now),
            "insights", insights(row),
            "history", historyTable(row, history),
            "data", script(data));
      }
    };
  }

  /** Nothing, while nothing can be said. */
  private Optional<InsightView> insights(SweepRow row) {
    return insights
        .insights(row.number())
        .filter(learnt -> learnt.trials() > 0)
        .map(learnt -> InsightView.of(row.number(), learnt));
  }

  private List<HistoryPoint> history(SweepRow row) {
    return reader.history(row.number(), HISTORY_POINTS);
  }

  private static HistoryTableView historyTable(SweepRow row, List<HistoryPoint> history) {
    return HistoryTableView.of(row.number(), row.metric(), history);
  }

  private void trial(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    int trial = Parameters.number(context, "trial");
    show(context, "trial", () -> trialModel(context, find(sweep), trial));
  }

  private Map<String, Object> trialModel(RoutingContext context, SweepRow row, int trial)
      throws IOException {
    return switch (part(context)) {
      case "overview" ->
          Map.of("view", trialView(row, trial), "artifacts", artifacts(row.number(), trial));
      case "curves" -> Map.of("curves", CurveTableView.of(curves(row, trial)));
      default -> {
        long sequence = reader.lastSequence();
        TrialView view = trialView(row, trial);
        Map<String, List<CurvePoint>> curves = curves(row, trial);
        ObjectNode data = Json.object().put("sweep", row.number()).put("trial", trial);
        data.put("sequence", sequence).put("attempt", view.attempts().size());
        data.set("curves", TrialDocument.curves(curves));
        yield Map.of(
            "view", view,
            "artifacts", artifacts(row.number(), trial),
            "curves", CurveTableView.of(curves),
            "log", log(row.number(), trial),
            "data", script(data));
      }
    };
  }

  private TrialView trialView(SweepRow row, int trial) {
    return TrialView.read(reader, row, trial, clock.instant())
        .orElseThrow(() -> HttpProblem.noTrial(row.number(), trial));
  }

  private List<ArtifactView> artifacts(int sweep, int trial) throws IOException {
    return ArtifactView.of(sweep, trial, artifacts.artifacts(sweep, trial), clock.instant());
  }

  private Map<String, List<CurvePoint>> curves(SweepRow row, int trial) {
    return reader.curves(row.number(), trial, CURVE_POINTS);
  }

  /** The end of the last attempt's log, without the colours of terminals. */
  private String log(int sweep, int trial) {
    List<AttemptRow> attempts = reader.attempts(sweep, trial);
    return attempts.stream()
        .reduce((first, second) -> second)
        .filter(attempt -> !attempt.log().isEmpty())
        .flatMap(attempt -> LogTail.of(Path.of(attempt.log()), LOG_BYTES))
        .map(tail -> tail.text().replaceAll("\\u001B\\[[0-9;?]*[ -/]*[@-~]", ""))
        .orElse("");
  }

  private SweepRow find(int number) {
    return reader.sweep(number).orElseThrow(() -> HttpProblem.noSweep(number));
  }

  /** The best first, unless something else is asked for. */
  private static TrialQuery query(RoutingContext context, SweepRow row) {
    boolean largestFirst = row.direction() == Direction.MAXIMIZE;
    return TrialQueries.of(context, TrialTableView.PAGE, "value", largestFirst);
  }

  /** The part of a page that a script wants to replace; empty for the page. */
  private static String part(RoutingContext context) {
    String target = context.request().getHeader("HX-Target");
    return target != null && PARTS.contains(target) ? target : "";
  }

  private void show(RoutingContext context, String page, Callable<Map<String, Object>> read) {
    String part = part(context);
    work.run(
        context,
        () -> templates.fill(part.isEmpty() ? page : page + " :: " + part, read.call()),
        text -> Replies.send(context, 200, "text/html; charset=utf-8", text));
  }

  /** JSON that can stand within a script element. */
  private static String script(ObjectNode data) {
    return Json.text(data).replace("<", "\\u003c");
  }
}
