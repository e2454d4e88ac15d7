package io.sonde.web.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.history.Objective;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.space.Parameter;
import io.sonde.web.chart.Charts;
import io.sonde.web.document.Json;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.sonde.web.page.AnalysisView.Plane;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The analysis of a sweep. Scripts draw its charts; each chart's table comes from the server, so
 * that it is there without scripts too: {@code table} names the chart.
 */
public final class AnalysisPages {
  private static final int POINTS = 1000;

  private final SweepReader reader;
  private final Charts charts;
  private final Templates templates;
  private final Work work;

  /** Between the readers and browsers. */
  public AnalysisPages(SweepReader reader, Charts charts, Templates templates, Work work) {
    this.reader = reader;
    this.charts = charts;
    this.templates = templates;
    this.work = work;
  }

  /** Adds the route. */
  public void addTo(Router router) {
    router.get("/sweeps/:sweep/analysis").handler(this::analysis);
  }

  private void analysis(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    String target = context.request().getHeader("HX-Target");
    boolean part = target != null && target.startsWith("table-");
    work.run(
        context,
        () -> {
          SweepRow row = reader.sweep(sweep).orElseThrow(() -> HttpProblem.noSweep(sweep));
          return templates.fill(
              context, part ? "analysis :: chart-table" : "analysis", model(context, row, part));
        },
        text -> Replies.send(context, 200, "text/html; charset=utf-8", text));
  }

  private Map<String, Object> model(RoutingContext context, SweepRow row, boolean part) {
    Objective objective = Charts.objective(row, Parameters.text(context, "objective").orElse(""));
    List<Parameter> parameters = charts.parameters(row.number());
    Plane plane =
        Plane.of(parameters, Parameters.text(context, "x"), Parameters.text(context, "y"));
    String metric = Parameters.text(context, "metric").orElse(objective.metric());
    Optional<ChartTable> table =
        Parameters.text(context, "table").map(name -> table(row, objective, plane, metric, name));
    if (part) {
      return Map.of("table", table.orElseThrow(() -> HttpProblem.invalid("'table' is missing.")));
    }
    AnalysisView view =
        AnalysisView.of(row, objective, parameters, metrics(row, objective), metric, plane, table);
    ObjectNode data = Json.object().put("sweep", row.number());
    data.put("sequence", reader.lastSequence());
    data.put("objective", objective.metric()).put("direction", objective.direction().word());
    return Map.of("view", view, "data", Json.text(data).replace("<", "\\u003c"));
  }

  private ChartTable table(
      SweepRow row, Objective objective, Plane plane, String metric, String chart) {
    int sweep = row.number();
    return switch (chart) {
      case "parallel", "slice", "rank" ->
          ChartTable.of(sweep, chart, charts.trials(row, objective, POINTS));
      case "contour" ->
          ChartTable.of(sweep, chart, charts.contour(row, objective, plane.x(), plane.y(), POINTS));
      case "distribution" -> ChartTable.of(sweep, chart, charts.edf(row, objective, POINTS));
      case "curves" -> ChartTable.of(sweep, chart, charts.curves(row, objective, metric));
      case "front" -> ChartTable.of(sweep, chart, charts.front(row));
      case "growth" -> ChartTable.growth(sweep, chart, charts.front(row));
      default -> throw HttpProblem.unknown("There is no chart '" + chart + "' of a sweep.");
    };
  }

  /** The metrics that the best trial reported, the objective first. */
  private List<String> metrics(SweepRow row, Objective objective) {
    return row.best().isEmpty()
        ? List.of(objective.metric())
        : reader.curves(row.number(), row.best().getAsInt(), 2).keySet().stream()
            .sorted(
                (a, b) ->
                    Boolean.compare(b.equals(objective.metric()), a.equals(objective.metric())))
            .toList();
  }
}
