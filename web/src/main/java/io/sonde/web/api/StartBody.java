package io.sonde.web.api;

import io.sonde.search.port.Origin;
import io.sonde.search.port.SweepControl;
import io.sonde.search.port.SweepRequest;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.IdempotencyKey;
import io.sonde.web.http.JsonBody;
import io.sonde.web.http.Parameters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A request to start a sweep, as JSON that holds everything or as a YAML spec with the rest in the
 * address.
 *
 * @param dryRun whether nothing is to be started
 */
public record StartBody(SweepRequest request, boolean dryRun) {
  /** The largest budget that may be asked for. */
  public static final int MOST_TRIALS = SweepControl.MOST_TRIALS;

  /** The most trials at a time that may be asked for. */
  public static final int MOST_PARALLEL = 10_000;

  static StartBody of(RoutingContext context) {
    return isJson(context) ? fromJson(context) : fromYaml(context);
  }

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

  private static StartBody fromYaml(RoutingContext context) {
    Overrides overrides =
        new Overrides(
            toInt(Parameters.query(context, "trials", 1, MOST_TRIALS, 0)),
            toInt(Parameters.query(context, "parallel", 1, MOST_PARALLEL, 0)),
            Parameters.text(context, "seed").isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(
                    Parameters.query(context, "seed", Long.MIN_VALUE, Long.MAX_VALUE, 0)));
    SweepRequest request =
        new SweepRequest(
            spec(Optional.ofNullable(context.body().asString())),
            folder(Parameters.text(context, "folder")),
            overrides,
            origin(
                Parameters.text(context, "commit"),
                Parameters.text(context, "branch"),
                Parameters.text(context, "pull_request")),
            Parameters.flag(context, "cancel_superseded"),
            IdempotencyKey.of(context));
    return new StartBody(request, Parameters.flag(context, "dry_run"));
  }

  private static StartBody fromJson(RoutingContext context) {
    JsonBody body =
        JsonBody.of(
            context,
            "spec",
            "folder",
            "trials",
            "parallel",
            "seed",
            "commit",
            "branch",
            "pull_request",
            "cancel_superseded",
            "dry_run");
    SweepRequest request =
        new SweepRequest(
            spec(body.text("spec")),
            folder(body.text("folder")),
            overrides(body),
            origin(body.text("commit"), body.text("branch"), body.text("pull_request")),
            body.truth("cancel_superseded"),
            IdempotencyKey.of(context));
    return new StartBody(request, body.truth("dry_run") || Parameters.flag(context, "dry_run"));
  }

  /** What a JSON body sets above a spec. */
  static Overrides overrides(JsonBody body) {
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

  private static Origin origin(
      Optional<String> commit, Optional<String> branch, Optional<String> pullRequest) {
    try {
      return new Origin(commit, branch, pullRequest);
    } catch (IllegalArgumentException e) {
      throw HttpProblem.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static String spec(Optional<String> text) {
    return text.filter(t -> !t.isBlank())
        .orElseThrow(() -> HttpProblem.invalid("The request holds no spec."));
  }

  /** The folder that is named, or the one the server runs in. */
  public static Path folder(Optional<String> text) {
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
