package io.sonde.web.api;

import io.sonde.search.port.SweepReader;
import io.sonde.web.access.Caller;
import io.sonde.web.access.SeenSweeps;
import io.sonde.web.document.GateDocument;
import io.sonde.web.gate.GateDecision;
import io.sonde.web.gate.GateDecision.Decided;
import io.sonde.web.gate.GateQuestion;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Tells what a gate decides from a sweep's outcome. */
public final class GateRoutes {
  private final SweepReader reader;
  private final Work work;

  /** Between the decision and HTTP. */
  public GateRoutes(SweepReader reader, Work work) {
    this.reader = reader;
    this.work = work;
  }

  /** Adds the route. */
  public void addTo(Router router) {
    router.get("/api/v1/sweeps/:sweep/gate").handler(this::gate);
  }

  private void gate(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    GateQuestion question = GateQuestion.of(context);
    SweepReader seen = SeenSweeps.by(Caller.of(context), reader);
    work.run(
        context,
        () -> {
          Decided decided = new GateDecision(seen).decide(sweep, question);
          return GateDocument.of(decided.result(), decided.sweep(), question.rules());
        },
        document -> Replies.json(context, 200, document));
  }
}
