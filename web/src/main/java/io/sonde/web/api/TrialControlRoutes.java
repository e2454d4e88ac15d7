package io.sonde.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.port.SweepControl;
import io.sonde.search.port.SweepPlan.Sample;
import io.sonde.search.port.SweepReader;
import io.sonde.search.request.RequestKey;
import io.sonde.web.document.Json;
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

/** Adds trials to sweeps by hand, and ends single ones. */
public final class TrialControlRoutes {
  private static final int BODY_BYTES = 256 * 1024;
  private final SweepReader reader;
  private final SweepControl control;
  private final Work work;

  /** Between these ports and HTTP. */
  public TrialControlRoutes(SweepReader reader, SweepControl control, Work work) {
    this.reader = reader;
    this.control = control;
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    BodyHandler body = BodyHandler.create(false).setBodyLimit(BODY_BYTES);
    router.get("/api/v1/sweeps/:sweep/space").handler(this::space);
    router.post("/api/v1/sweeps/:sweep/trials").handler(body).handler(this::enqueue);
    router.post("/api/v1/sweeps/:sweep/trials/:trial/stop").handler(body).handler(this::stop);
    router.post("/api/v1/sweeps/:sweep/trials/:trial/retry").handler(body).handler(this::retry);
  }

  private void space(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    work.run(
        context,
        () -> {
          ControlRoutes.require(reader, sweep);
          ObjectNode node = Json.object().put("sweep", sweep);
          ObjectNode parameters = node.putObject("parameters");
          control.searched(sweep).forEach(parameters::put);
          return node;
        },
        node -> Replies.json(context, 200, node));
  }

  /** The body is the mapping of values itself, as YAML or JSON. */
  private void enqueue(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    boolean dry = Parameters.flag(context, "dry_run");
    String values = Optional.ofNullable(context.body().asString()).orElse("");
    Optional<RequestKey> key = IdempotencyKey.withPath(context);
    work.run(
        context,
        () -> {
          ControlRoutes.require(reader, sweep);
          return dry
              ? sample(sweep, control.check(sweep, values))
              : trial(sweep, control.enqueue(sweep, values, "asked for through the API", key));
        },
        answer -> created(context, dry, answer));
  }

  private static void created(RoutingContext context, boolean dry, ObjectNode answer) {
    if (!dry) {
      String place = "/api/v1/sweeps/" + answer.get("sweep") + "/trials/" + answer.get("trial");
      context.response().putHeader(HttpHeaders.LOCATION, place);
    }
    Replies.json(context, dry ? 200 : 201, answer);
  }

  private static ObjectNode trial(int sweep, int trial) {
    return Json.object().put("sweep", sweep).put("trial", trial);
  }

  private static ObjectNode sample(int sweep, Sample sample) {
    ObjectNode node = Json.object().put("sweep", sweep).put("dry_run", true);
    node.set("config", Json.tree(sample.configuration()));
    node.set("known", Json.tree(sample.known()));
    return node.put("infeasible", sample.infeasible().orElse(null));
  }

  private void stop(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    int trial = Parameters.number(context, "trial");
    String reason = JsonBody.of(context, "reason").text("reason").orElse("stopped through the API");
    work.run(
        context,
        () -> {
          require(reader, sweep, trial);
          control.stopTrial(sweep, trial, reason);
          return trial(sweep, trial);
        },
        answer -> Replies.json(context, 202, answer));
  }

  private void retry(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    int trial = Parameters.number(context, "trial");
    JsonBody.of(context);
    Optional<RequestKey> key = IdempotencyKey.withPath(context);
    work.run(
        context,
        () -> {
          require(reader, sweep, trial);
          return trial(sweep, control.retry(sweep, trial, key));
        },
        answer -> created(context, false, answer));
  }

  /** Throws {@link HttpProblem} where there is no such trial. */
  public static void require(SweepReader reader, int sweep, int trial) {
    ControlRoutes.require(reader, sweep);
    if (reader.trial(sweep, trial).isEmpty()) {
      throw HttpProblem.noTrial(sweep, trial);
    }
  }
}
