package io.sonde.web.api;

import io.sonde.search.port.ArtifactReader;
import io.sonde.search.port.ArtifactReader.Opened;
import io.sonde.search.port.SweepReader;
import io.sonde.search.report.AttemptId;
import io.sonde.web.document.ArtifactDocument;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Replies;
import io.sonde.web.http.ResponseWriter;
import io.sonde.web.http.Work;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Lists what trials left for people, and hands it out. */
public final class ArtifactRoutes {
  private static final String ARTIFACTS = "/api/v1/sweeps/:sweep/trials/:trial/artifacts";

  /** As a regular expression, since what a trailing star matches is not decoded. */
  private static final String FILE =
      "/api/v1/sweeps/(?<sweep>[^/]+)/trials/(?<trial>[^/]+)/artifacts/(?<attempt>[^/]+)/(?<file>.+)";

  private final SweepReader reader;
  private final ArtifactReader artifacts;
  private final Work work;

  /** Between the readers and HTTP. */
  public ArtifactRoutes(SweepReader reader, ArtifactReader artifacts, Work work) {
    this.reader = reader;
    this.artifacts = artifacts;
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    router.get(ARTIFACTS).handler(this::list);
    router.getWithRegex(FILE).handler(this::download);
  }

  private void list(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    int trial = Parameters.number(context, "trial");
    work.run(
        context,
        () -> {
          if (reader.trial(sweep, trial).isEmpty()) {
            throw HttpProblem.noTrial(sweep, trial);
          }
          return ArtifactDocument.list(sweep, trial, artifacts.artifacts(sweep, trial));
        },
        document -> Replies.json(context, 200, document));
  }

  private void download(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    int trial = Parameters.number(context, "trial");
    int attempt = Parameters.number(context, "attempt");
    String name = context.pathParam("file");
    work.send(
        context,
        () -> {
          try (Opened opened = open(sweep, trial, attempt, name)) {
            write(context.response(), name, opened);
          }
          return name;
        },
        done -> {});
  }

  private Opened open(int sweep, int trial, int attempt, String name) throws IOException {
    boolean counted = sweep >= 1 && trial >= 0 && attempt >= 1;
    Optional<Opened> found =
        counted ? artifacts.open(new AttemptId(sweep, trial, attempt), name) : Optional.empty();
    return found.orElseThrow(
        () ->
            HttpProblem.unknown(
                "Attempt %d of trial %d of sweep %d left no artifact of this name."
                    .formatted(attempt, trial, sweep)));
  }

  /** Never shown by the browser itself: what a trial wrote must not run as a page of ours. */
  private static void write(HttpServerResponse response, String name, Opened opened)
      throws IOException {
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)
        .putHeader(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename*=UTF-8''" + ArtifactDocument.encoded(lastPart(name)));
    // Not try-with-resources: a response that broke off must not look like a whole one.
    OutputStream out = ResponseWriter.bytes(response);
    opened.content().transferTo(out);
    out.close();
  }

  private static String lastPart(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
