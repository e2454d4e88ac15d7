package io.sonde.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.Page;
import io.sonde.search.port.SweepReader.Slice;
import io.sonde.search.port.SweepReader.SweepQuery;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.web.access.Caller;
import io.sonde.web.access.RateLimits;
import io.sonde.web.access.SeenSweeps;
import io.sonde.web.document.ExperimentDocument;
import io.sonde.web.document.SummaryDocument;
import io.sonde.web.document.SweepDocument;
import io.sonde.web.document.TrialCells;
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
import java.util.function.Consumer;

/** Reads sweeps and trials: {@code /api/v1/sweeps} and what is below it. */
public final class SweepRoutes {
  private static final int CURVE_POINTS = 1000;
  private final SweepReader reader;
  private final Clock clock;
  private final SweepWait wait;
  private final RateLimits limits;
  private final Work work;

  /** Between the reader and HTTP. */
  public SweepRoutes(
      SweepReader reader, Clock clock, SweepWait wait, RateLimits limits, Work work) {
    this.wait = wait;
    this.limits = limits;
    this.reader = reader;
    this.clock = clock;
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    router.get("/api/v1/sweeps").handler(this::sweeps);
    router.get("/api/v1/experiments").handler(this::experiments);
    router.get("/api/v1/sweeps/:sweep").handler(this::sweep);
    router.get("/api/v1/sweeps/:sweep/summary").handler(this::summary);
    router.get("/api/v1/sweeps/:sweep/spec").handler(this::spec);
    router.get("/api/v1/sweeps/:sweep/trials").handler(this::trials);
    router.get("/api/v1/sweeps/:sweep/trials/:trial").handler(this::trial);
    router.get("/api/v1/sweeps/:sweep/history").handler(this::history);
  }

  private void sweeps(RoutingContext context) {
    Caller caller = Caller.of(context);
    Slice slice = Paging.slice(context);
    SweepQuery query = SweepQueries.of(context);
    SweepReader seen = SeenSweeps.by(caller, reader);
    list(context, () -> SweepDocument.list(seen.sweeps(query, slice), clock.instant()));
  }

  /** All experiments, or with {@code name} the versions of one. */
  private void experiments(RoutingContext context) {
    Slice slice = Paging.slice(context);
    Optional<String> name = Parameters.text(context, "name");
    SweepReader seen = SeenSweeps.by(Caller.of(context), reader);
    list(
        context,
        () ->
            name.map(n -> ExperimentDocument.versions(n, seen.versions(SweepQuery.of(n))))
                .orElseGet(() -> ExperimentDocument.list(seen.experiments(SweepQuery.ALL, slice))));
  }

  private void list(RoutingContext context, Callable<ObjectNode> find) {
    work.run(
        context, find, document -> Replies.json(context, 200, Paging.linked(context, document)));
  }

  private void sweep(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    Optional<Duration> time = Parameters.text(context, "wait").map(SweepWait::time);
    if (time.isEmpty()) {
      tell(context, sweep);
      return;
    }
    Optional<Runnable> over = limits.stream(context);
    if (over.isEmpty()) {
      return;
    }
    Waiting waiting =
        wait.begin(context, sweep, time.get(), () -> tell(context, sweep), over.get());
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
    answer(
        context,
        () -> reader.sweep(sweep).map(row -> SweepDocument.of(row, clock.instant())),
        document -> Replies.unlessKnown(context, document, "seconds"));
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
    Optional<TrialCells> cells =
        TrialQueries.columns(context).map(columns -> new TrialCells(reader, sweep, columns));
    answer(
        context,
        () -> reader.sweep(sweep).map(row -> trials(sweep, query, cells)),
        document -> Replies.unlessKnown(context, Paging.linked(context, document)));
  }

  private ObjectNode trials(int sweep, TrialQuery query, Optional<TrialCells> cells) {
    Page<TrialRow> page = reader.trials(sweep, query);
    return cells
        .map(some -> TrialDocument.list(sweep, page, some))
        .orElseGet(() -> TrialDocument.list(sweep, page));
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
        document -> Replies.unlessKnown(context, document));
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
    answer(context, find, document -> Replies.json(context, 200, document));
  }

  private void answer(
      RoutingContext context, Callable<Optional<ObjectNode>> find, Consumer<ObjectNode> reply) {
    work.run(
        context,
        () ->
            find.call().orElseThrow(() -> HttpProblem.noSweep(Parameters.number(context, "sweep"))),
        reply);
  }
}
