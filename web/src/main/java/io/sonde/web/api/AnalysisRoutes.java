package io.sonde.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.history.Objective;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.web.chart.ChartDocument;
import io.sonde.web.chart.Charts;
import io.sonde.web.chart.TimelineDocument;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;

/**
 * What the charts of many trials are drawn from: {@code /api/v1/sweeps/{n}/analysis/…}. {@code
 * objective} names an objective of the sweep, the first when it is not given; {@code points} is
 * about how many trials or points are wanted, within [10, 2000].
 */
public final class AnalysisRoutes {
  private static final int POINTS = 1000;
  private static final int EDF_POINTS = 400;

  private final SweepReader reader;
  private final Charts charts;
  private final Work work;

  /** Between the charts and HTTP. */
  public AnalysisRoutes(SweepReader reader, Charts charts, Work work) {
    this.reader = reader;
    this.charts = charts;
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    String below = "/api/v1/sweeps/:sweep/analysis/";
    router.get(below + "trials").handler(this::trials);
    router.get(below + "contour").handler(this::contour);
    router.get(below + "distribution").handler(this::distribution);
    router.get(below + "curves").handler(this::curves);
    router
        .get(below + "front")
        .handler(context -> answer(context, row -> ChartDocument.of(charts.front(row))));
    router
        .get(below + "progress")
        .handler(context -> answer(context, row -> ChartDocument.of(charts.progress(row))));
    router
        .get(below + "timeline")
        .handler(context -> answer(context, row -> TimelineDocument.of(charts.timeline(row))));
  }

  /** Parallel coordinates, slices and ranks. */
  private void trials(RoutingContext context) {
    int most = points(context, POINTS);
    answer(context, row -> ChartDocument.of(charts.trials(row, objective(context, row), most)));
  }

  /** Two parameters, {@code x} and {@code y}, are named by their paths. */
  private void contour(RoutingContext context) {
    String x = needed(context, "x");
    String y = needed(context, "y");
    int most = points(context, POINTS);
    answer(
        context, row -> ChartDocument.of(charts.contour(row, objective(context, row), x, y, most)));
  }

  private void distribution(RoutingContext context) {
    int most = points(context, EDF_POINTS);
    answer(context, row -> ChartDocument.of(charts.edf(row, objective(context, row), most)));
  }

  /** {@code metric} is the objective's when it is not given. */
  private void curves(RoutingContext context) {
    String metric = Parameters.text(context, "metric").orElse("");
    answer(
        context,
        row -> {
          Objective objective = objective(context, row);
          String shown = metric.isEmpty() ? objective.metric() : metric;
          return ChartDocument.of(charts.curves(row, objective, shown));
        });
  }

  private static int points(RoutingContext context, int otherwise) {
    return Parameters.query(context, "points", 10, 2000, otherwise);
  }

  private static String needed(RoutingContext context, String name) {
    return Parameters.text(context, name)
        .orElseThrow(
            () -> HttpProblem.invalid("'" + name + "' is to name a parameter by its path."));
  }

  private static Objective objective(RoutingContext context, SweepRow row) {
    return Charts.objective(row, Parameters.text(context, "objective").orElse(""));
  }

  private void answer(RoutingContext context, Function<SweepRow, ObjectNode> document) {
    int sweep = Parameters.number(context, "sweep");
    work.run(
        context,
        () -> document.apply(reader.sweep(sweep).orElseThrow(() -> HttpProblem.noSweep(sweep))),
        node -> Replies.json(context, 200, node.put("sweep", sweep)));
  }
}
