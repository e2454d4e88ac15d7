package io.sonde.web.api;

import io.sonde.search.insight.Insights;
import io.sonde.search.port.InsightReader;
import io.sonde.search.port.SweepReader;
import io.sonde.web.document.InsightDocument;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Tells what was learnt from a sweep: {@code /api/v1/sweeps/{n}/insights}. */
public final class InsightRoutes {
  private final SweepReader reader;
  private final InsightReader insights;
  private final Work work;

  /** Between the readers and HTTP. */
  public InsightRoutes(SweepReader reader, InsightReader insights, Work work) {
    this.reader = reader;
    this.insights = insights;
    this.work = work;
  }

  /** Adds the route. */
  public void addTo(Router router) {
    router.get("/api/v1/sweeps/:sweep/insights").handler(this::insights);
  }

  private void insights(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    work.run(
        context,
        () -> InsightDocument.of(learnt(sweep)),
        document -> Replies.json(context, 200, document.put("sweep", sweep)));
  }

  private Insights learnt(int sweep) {
    if (reader.sweep(sweep).isEmpty()) {
      throw HttpProblem.noSweep(sweep);
    }
    return insights
        .insights(sweep)
        .orElseThrow(
            () -> HttpProblem.unknown("The spec of sweep " + sweep + " cannot be read any more."));
  }
}
