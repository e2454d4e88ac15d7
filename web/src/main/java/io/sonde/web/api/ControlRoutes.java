package io.sonde.web.api;

import io.sonde.search.port.SweepControl;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.web.document.Json;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.JsonBody;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Starts sweeps and steers them. */
public final class ControlRoutes {
  private static final int BODY_BYTES = 1024 * 1024;
  private static final int MOST_TRIALS = 1_000_000;
  private static final int MOST_PARALLEL = 10_000;
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
    Start start = isJson(context) ? fromJson(context) : fromYaml(context);
    work.run(
        context,
        () -> control.start(start.spec, start.folder, start.overrides),
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
    Overrides overrides = overrides(JsonBody.of(context, "trials", "parallel", "seed"));
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

  private record Start(String spec, Path folder, Overrides overrides) {}

  private static boolean isJson(RoutingContext context) {
    String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    if (type != null && type.startsWith("application/json")) {
      return true;
    }
    if (type != null && type.matches("(application/(x-)?yaml|text/yaml)(;.*)?")) {
      return false;
    }
    throw new HttpProblem(
        415, "MEDIA_TYPE", "The body is to be application/yaml or application/json.");
  }

  private static Start fromYaml(RoutingContext context) {
    Overrides overrides =
        new Overrides(
            toInt(Parameters.query(context, "trials", 1, MOST_TRIALS, 0)),
            toInt(Parameters.query(context, "parallel", 1, MOST_PARALLEL, 0)),
            Parameters.text(context, "seed").isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(
                    Parameters.query(context, "seed", Long.MIN_VALUE, Long.MAX_VALUE, 0)));
    return new Start(
        spec(Optional.ofNullable(context.body().asString())),
        folder(Parameters.text(context, "folder")),
        overrides);
  }

  private static Start fromJson(RoutingContext context) {
    JsonBody body = JsonBody.of(context, "spec", "folder", "trials", "parallel", "seed");
    return new Start(spec(body.text("spec")), folder(body.text("folder")), overrides(body));
  }

  private static Overrides overrides(JsonBody body) {
    return new Overrides(
        toInt(body.whole("trials", 1, MOST_TRIALS).orElse(0L).intValue()),
        toInt(body.whole("parallel", 1, MOST_PARALLEL).orElse(0L).intValue()),
        body.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE)
            .map(OptionalLong::of)
            .orElse(OptionalLong.empty()));
  }

  private static OptionalInt toInt(int value) {
    return value == 0 ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static String spec(Optional<String> text) {
    return text.filter(t -> !t.isBlank())
        .orElseThrow(() -> HttpProblem.invalid("The request holds no spec."));
  }

  /** The folder that is named, or the one the server runs in. */
  private static Path folder(Optional<String> text) {
    try {
      Path folder = Path.of(text.orElse(""));
      if (text.isEmpty() || folder.isAbsolute()) {
        return folder.toAbsolutePath().normalize();
      }
    } catch (InvalidPathException e) {
      // told below, with the text
    }
    throw HttpProblem.invalid(
        "'folder' is to be an absolute path on the server's machine, got '" + text.get() + "'.");
  }
}
