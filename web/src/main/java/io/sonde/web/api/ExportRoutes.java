package io.sonde.web.api;

import io.sonde.search.port.SweepReader;
import io.sonde.web.document.TrialExport;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.ResponseWriter;
import io.sonde.web.http.Work;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.Writer;

/** Hands out all trials of a sweep as one document, however many there are. */
public final class ExportRoutes {
  private final SweepReader reader;
  private final Work work;

  /** Between the reader and HTTP. */
  public ExportRoutes(SweepReader reader, Work work) {
    this.reader = reader;
    this.work = work;
  }

  /** Adds the route. */
  public void addTo(Router router) {
    router.get("/api/v1/sweeps/:sweep/export").handler(this::export);
  }

  private void export(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    String format = Parameters.text(context, "format").orElse("json");
    if (!format.equals("json") && !format.equals("csv")) {
      throw HttpProblem.invalid("'format' is to be json or csv, got '" + format + "'.");
    }
    work.run(
        context,
        () -> {
          if (reader.sweep(sweep).isEmpty()) {
            throw HttpProblem.noSweep(sweep);
          }
          write(context.response(), sweep, format.equals("csv"));
          return sweep;
        },
        done -> {});
  }

  private void write(HttpServerResponse response, int sweep, boolean csv) throws IOException {
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, csv ? "text/csv; charset=utf-8" : "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"sweep-" + sweep + (csv ? ".csv\"" : ".json\""));
    // Not try-with-resources: a response that broke off must not look like a whole one.
    Writer out = ResponseWriter.of(response);
    if (csv) {
      TrialExport.csv(reader, sweep, out);
    } else {
      TrialExport.json(reader, sweep, out);
    }
    out.close();
  }
}
