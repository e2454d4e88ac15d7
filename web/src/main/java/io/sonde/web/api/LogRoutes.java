package io.sonde.web.api;

import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.AttemptRow;
import io.sonde.web.document.LogTail;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Hands out what a trial's process wrote; only from files that the store names. */
public final class LogRoutes {
  private static final int MOST_BYTES = 4 * 1024 * 1024;
  private final SweepReader reader;
  private final Work work;

  /** Between the reader and HTTP. */
  public LogRoutes(SweepReader reader, Work work) {
    this.reader = reader;
    this.work = work;
  }

  /** Adds the route. */
  public void addTo(Router router) {
    router.get("/api/v1/sweeps/:sweep/trials/:trial/log").handler(this::log);
  }

  private void log(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    int trial = Parameters.number(context, "trial");
    int attempt = Parameters.query(context, "attempt", 0, Integer.MAX_VALUE, 0);
    int tail = Parameters.query(context, "tail", 1, MOST_BYTES, MOST_BYTES);
    work.run(
        context,
        () -> read(sweep, trial, attempt, tail),
        log -> Replies.send(context, 200, "text/plain; charset=utf-8", log.text()));
  }

  /** The last bytes of the log of an attempt; of the last one when it is 0. */
  private LogTail read(int sweep, int trial, int attempt, int tail) throws IOException {
    List<AttemptRow> attempts = reader.attempts(sweep, trial);
    return attempts.stream()
        .filter(row -> attempt == 0 || row.number() == attempt)
        .reduce((first, second) -> second)
        .filter(row -> !row.log().isEmpty())
        .map(row -> Path.of(row.log()))
        .flatMap(file -> LogTail.of(file, tail))
        .orElseThrow(
            () ->
                HttpProblem.unknown(
                    "There is no log of trial " + trial + " of sweep " + sweep + " here."));
  }
}
