package io.sonde.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.port.SweepControl;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepRequest;
import io.sonde.search.spec.SpecException;
import io.sonde.web.access.Caller;
import io.sonde.web.access.SeenSweeps;
import io.sonde.web.document.Json;
import io.sonde.web.document.PlanDocument;
import io.sonde.web.document.ProblemDocument;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** Checks specs while they are written: a spec with problems is an answer, not a failure. */
public final class SpecRoutes {
  private static final int BODY_BYTES = 1024 * 1024;
  private final SweepReader reader;
  private final SweepControl control;
  private final Work work;

  /** Between these ports and HTTP. */
  public SpecRoutes(SweepReader reader, SweepControl control, Work work) {
    this.reader = reader;
    this.control = control;
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    router
        .post("/api/v1/specs/check")
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES))
        .handler(this::check);
  }

  private void check(RoutingContext context) {
    Caller caller = Caller.of(context);
    SweepRequest request = StartBody.of(context).request().within(caller.limits());
    SweepReader seen = SeenSweeps.by(caller, reader);
    work.run(context, () -> verdict(request, seen), verdict -> Replies.json(context, 200, verdict));
  }

  /** Either the problems or the plan. */
  private ObjectNode verdict(SweepRequest request, SweepReader seen) {
    try {
      ObjectNode plan = PlanDocument.of(control.plan(request), seen);
      ObjectNode right = Json.object().put("valid", true);
      right.putArray("problems");
      return right.set("plan", plan);
    } catch (SpecException e) {
      ObjectNode wrong = Json.object().put("valid", false);
      return wrong.set("problems", ProblemDocument.list(e.problems()));
    }
  }
}
