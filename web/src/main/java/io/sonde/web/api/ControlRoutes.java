package io.sonde.web.api;

import io.sonde.search.port.SweepControl;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.web.document.Json;
import io.sonde.web.document.PlanDocument;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.JsonBody;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** Starts sweeps and steers them. */
public final class ControlRoutes {
  private static final int BODY_BYTES = 1024 * 1024;
  private final SweepReader reader;
  private final SweepControl control;
  private final Work work;

  /** Between these ports and HTTP. */
  public ControlRoutes(SweepReader reader, SweepControl control, Work work) {
    this.reader = reader;
    this.control = control;
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    BodyHandler body = BodyHandler.create(false).setBodyLimit(BODY_BYTES);
    router.post("/api/v1/sweeps").handler(body).handler(this::start);
    router.post("/api/v1/sweeps/:sweep/cancel").handler(body).handler(this::cancel);
    router.post("/api/v1/sweeps/:sweep/resume").handler(body).handler(this::resume);
    router.post("/api/v1/sweeps/:sweep/pause").handler(body).handler(this::pause);
    router.post("/api/v1/sweeps/:sweep/priority").handler(body).handler(this::prioritise);
  }

  private void start(RoutingContext context) {
    StartBody body = StartBody.of(context);
    if (body.dryRun()) {
      work.run(
          context,
          () -> PlanDocument.of(control.plan(body.request()), reader),
          plan -> Replies.json(context, 200, plan));
      return;
    }
    work.run(
        context,
        () -> control.start(body.request()),
        sweep -> {
          context.response().putHeader(HttpHeaders.LOCATION, "/api/v1/sweeps/" + sweep);
          Replies.json(context, 201, Json.object().put("sweep", sweep));
        });
  }

  private void cancel(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    String reason =
        JsonBody.of(context, "reason").text("reason").orElse("cancelled through the API");
    steer(context, sweep, () -> control.cancel(sweep, reason));
  }

  private void resume(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    Overrides overrides = StartBody.overrides(JsonBody.of(context, "trials", "parallel", "seed"));
    steer(context, sweep, () -> control.resume(sweep, overrides));
  }

  private void pause(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    String reason = JsonBody.of(context, "reason").text("reason").orElse("paused through the API");
    steer(context, sweep, () -> control.pause(sweep, reason));
  }

  private void prioritise(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    long priority =
        JsonBody.of(context, "priority")
            .whole("priority", 0, 100)
            .orElseThrow(
                () -> HttpProblem.invalid("'priority' is needed: a whole number from 0 to 100."));
    steer(context, sweep, () -> control.prioritise(sweep, (int) priority));
  }

  private void steer(RoutingContext context, int sweep, Runnable act) {
    work.run(
        context,
        () -> {
          if (reader.sweep(sweep).isEmpty()) {
            throw HttpProblem.noSweep(sweep);
          }
          act.run();
          return sweep;
        },
        done -> Replies.json(context, 202, Json.object().put("sweep", done)));
  }
}
