package io.sonde.web.api;

import io.sonde.search.port.SweepControl;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepRequest;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.request.RequestKey;
import io.sonde.web.access.Caller;
import io.sonde.web.access.RateLimits;
import io.sonde.web.access.SeenSweeps;
import io.sonde.web.document.Json;
import io.sonde.web.document.PlanDocument;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.IdempotencyKey;
import io.sonde.web.http.JsonBody;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;

/** Starts sweeps and steers them. */
public final class ControlRoutes {
  private static final int BODY_BYTES = 1024 * 1024;
  private static final String BODY = "sonde.start";
  private final SweepReader reader;
  private final SweepControl control;
  private final RateLimits limits;
  private final Work work;

  /** Between these ports and HTTP. */
  public ControlRoutes(SweepReader reader, SweepControl control, RateLimits limits, Work work) {
    this.reader = reader;
    this.control = control;
    this.limits = limits;
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    BodyHandler body = BodyHandler.create(false).setBodyLimit(BODY_BYTES);
    router.post("/api/v1/sweeps").handler(body).handler(this::read).handler(this::start);
    router.post("/api/v1/sweeps/:sweep/cancel").handler(body).handler(this::cancel);
    router.post("/api/v1/sweeps/:sweep/resume").handler(body).handler(this::resume);
    router.post("/api/v1/sweeps/:sweep/pause").handler(body).handler(this::pause);
    router.post("/api/v1/sweeps/:sweep/priority").handler(body).handler(this::prioritise);
    router.post("/api/v1/sweeps/:sweep/budget").handler(body).handler(this::extend);
    router.delete("/api/v1/sweeps/:sweep").handler(this::delete);
  }

  /** A plan draws configurations and reads data, as the check of a spec does. */
  private void read(RoutingContext context) {
    StartBody body = StartBody.of(context);
    context.put(BODY, body);
    if (body.dryRun()) {
      limits.heavy(context);
    } else {
      context.next();
    }
  }

  private void start(RoutingContext context) {
    Caller caller = Caller.of(context);
    StartBody body = context.get(BODY);
    SweepRequest request = body.request().within(caller.limits());
    if (body.dryRun()) {
      work.run(
          context,
          () -> PlanDocument.of(control.plan(request), SeenSweeps.by(caller, reader)),
          plan -> Replies.json(context, 200, plan));
      return;
    }
    work.run(
        context,
        () -> control.start(request),
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
    Overrides overrides = StartBody.overrides(JsonBody.of(context, "trials", "parallel"));
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

  private void extend(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    long more =
        JsonBody.of(context, "add")
            .whole("add", 1, SweepControl.MOST_TRIALS)
            .orElseThrow(
                () -> HttpProblem.invalid("'add' is needed: how many trials more, at least 1."));
    Optional<RequestKey> key = IdempotencyKey.withPath(context);
    work.run(
        context,
        () -> {
          require(reader, sweep);
          return control.extend(sweep, (int) more, key);
        },
        trials ->
            Replies.json(context, 202, Json.object().put("sweep", sweep).put("budget", trials)));
  }

  private void delete(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    work.run(
        context,
        () -> {
          require(reader, sweep);
          control.delete(sweep);
          return sweep;
        },
        gone -> context.response().setStatusCode(204).end());
  }

  /** Throws {@link HttpProblem} where there is no such sweep. */
  public static void require(SweepReader reader, int sweep) {
    if (reader.sweep(sweep).isEmpty()) {
      throw HttpProblem.noSweep(sweep);
    }
  }

  private void steer(RoutingContext context, int sweep, Runnable act) {
    work.run(
        context,
        () -> {
          require(reader, sweep);
          act.run();
          return sweep;
        },
        done -> Replies.json(context, 202, Json.object().put("sweep", done)));
  }
}
