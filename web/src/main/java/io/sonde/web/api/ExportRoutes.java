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

/**
 * Hands out the trials of a sweep as one document, however many there are: all of them, or those
 * that a table shows, in its order and with its columns.
 */
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
    TrialExport export =
        new TrialExport(
            reader,
            sweep,
            TrialQueries.all(context, TrialExport.PAGE),
            TrialQueries.columns(context));
    work.send(
        context,
        () -> {
          if (reader.sweep(sweep).isEmpty()) {
            throw HttpProblem.noSweep(sweep);
          }
          write(context.response(), export, format.equals("csv"));
          return sweep;
        },
        done -> {});
  }

  private static void write(HttpServerResponse response, TrialExport export, boolean csv)
      throws IOException {
    int sweep = export.sweep();
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, csv ? "text/csv; charset=utf-8" : "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"sweep-" + sweep + (csv ? ".csv\"" : ".json\""));
    // Not try-with-resources: a response that broke off must not look like a whole one.
    Writer out = ResponseWriter.of(response);
    if (csv) {
      export.csv(out);
    } else {
      export.json(out);
    }
    out.close();
  }
}
