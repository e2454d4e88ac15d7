package io.sonde.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.SweepQuery;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.web.document.SummaryDocument;
import io.sonde.web.document.SweepDocument;
import io.sonde.web.document.TrialDocument;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.sonde.web.live.SweepWait;
import io.sonde.web.live.SweepWait.Waiting;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Reads sweeps and trials: {@code /api/v1/sweeps} and what is below it. */
public final class SweepRoutes {
  private static final int CURVE_POINTS = 1000;
  private final SweepReader reader;
  private final Clock clock;
  private final SweepWait wait;
  private final Work work;

  /** Between the reader and HTTP. */
  public SweepRoutes(SweepReader reader, Clock clock, SweepWait wait, Work work) {
    this.wait = wait;
    this.reader = reader;
    this.clock = clock;
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    router.get("/api/v1/sweeps").handler(this::sweeps);
    router.get("/api/v1/sweeps/:sweep").handler(this::sweep);
    router.get("/api/v1/sweeps/:sweep/summary").handler(this::summary);
    router.get("/api/v1/sweeps/:sweep/spec").handler(this::spec);
    router.get("/api/v1/sweeps/:sweep/trials").handler(this::trials);
    router.get("/api/v1/sweeps/:sweep/trials/:trial").handler(this::trial);
    router.get("/api/v1/sweeps/:sweep/history").handler(this::history);
  }

  private void sweeps(RoutingContext context) {
    int offset = Parameters.query(context, "offset", 0, Integer.MAX_VALUE, 0);
    int limit = Parameters.query(context, "limit", 1, 1000, 100);
    SweepQuery query =
        new SweepQuery(
            Parameters.text(context, "experiment"),
            Parameters.text(context, "branch"),
            Parameters.text(context, "commit"));
    json(
        context,
        () ->
            Optional.of(SweepDocument.list(reader.sweeps(query, offset, limit), clock.instant())));
  }

  private void sweep(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    Optional<Duration> time = Parameters.text(context, "wait").map(SweepWait::time);
    if (time.isEmpty()) {
      tell(context, sweep);
      return;
    }
    Waiting waiting = wait.begin(context, sweep, time.get(), () -> tell(context, sweep));
    work.blocking(() -> reader.sweep(sweep))
        .onSuccess(
            row -> {
              if (row.map(found -> found.state().ended()).orElse(true)) {
                waiting.finish();
              }
            })
        .onFailure(unreadable -> waiting.finish());
  }

  private void tell(RoutingContext context, int sweep) {
    json(context, () -> reader.sweep(sweep).map(row -> SweepDocument.of(row, clock.instant())));
  }

  private void summary(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    json(context, () -> SummaryDocument.of(reader, sweep, clock.instant()));
  }

  private void spec(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    work.run(
        context,
        () -> reader.specText(sweep).orElseThrow(() -> HttpProblem.noSweep(sweep)),
        text -> Replies.send(context, 200, "text/yaml; charset=utf-8", text));
  }

  private void trials(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    TrialQuery query = TrialQueries.of(context, 100);
    json(
        context,
        () -> reader.sweep(sweep).map(r -> TrialDocument.list(sweep, reader.trials(sweep, query))));
  }

  private void trial(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    int trial = Parameters.number(context, "trial");
    int most = Parameters.query(context, "points", 2, 10_000, CURVE_POINTS);
    work.run(
        context,
        () ->
            TrialDocument.detail(reader, sweep, trial, most)
                .orElseThrow(() -> HttpProblem.noTrial(sweep, trial)),
        document -> Replies.json(context, 200, document));
  }

  private void history(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    int most = Parameters.query(context, "points", 2, 10_000, CURVE_POINTS);
    json(
        context,
        () ->
            reader
                .sweep(sweep)
                .map(row -> TrialDocument.history(sweep, reader.history(sweep, most))));
  }

  /** Answers what the work found; nothing means that there is no such sweep. */
  private void json(RoutingContext context, Callable<Optional<ObjectNode>> find) {
    work.run(
        context,
        () ->
            find.call().orElseThrow(() -> HttpProblem.noSweep(Parameters.number(context, "sweep"))),
        document -> Replies.json(context, 200, document));
  }
}
