package io.sonde.web.live;

import io.sonde.search.port.EventFeed;
import io.sonde.search.port.SweepReader;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Work;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.OptionalInt;

/**
 * The routes of server-sent events. The id of a message is the sequence number of its last event in
 * the store; a client that comes back with {@code Last-Event-ID} (or {@code after} in the address)
 * goes on behind it.
 */
public final class EventStreams {
  private static final long HEARTBEAT_MILLIS = 15_000;
  private final Vertx vertx;
  private final SweepReader reader;
  private final EventFeed feed;
  private final Work work;

  /** Between these ports and HTTP. */
  public EventStreams(Vertx vertx, SweepReader reader, EventFeed feed, Work work) {
    this.vertx = vertx;
    this.reader = reader;
    this.feed = feed;
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    router
        .get("/api/v1/sweeps/:sweep/events")
        .handler(context -> sweep(context, StreamFormat.PROGRAM));
    router
        .get("/sweeps/:sweep/live")
        .handler(context -> sweep(context, StreamFormat.page(trial(context))));
    router.get("/live").handler(this::changes);
  }

  private static OptionalInt trial(RoutingContext context) {
    int trial = Parameters.query(context, "trial", 0, Integer.MAX_VALUE, -1);
    return trial < 0 ? OptionalInt.empty() : OptionalInt.of(trial);
  }

  private void sweep(RoutingContext context, StreamFormat format) {
    int sweep = Parameters.number(context, "sweep");
    long after = after(context);
    work.run(
        context,
        () -> reader.sweep(sweep).orElseThrow(() -> HttpProblem.noSweep(sweep)),
        row -> {
          HttpServerResponse response = open(context);
          EventStream stream = new EventStream(vertx, reader, sweep, after, response, format);
          keep(response, stream::close);
          stream.start(feed);
        });
  }

  private void changes(RoutingContext context) {
    long after = after(context);
    work.run(
        context,
        reader::lastSequence,
        last -> {
          HttpServerResponse response = open(context);
          ChangeStream stream = new ChangeStream(vertx, response, last > after);
          keep(response, stream::close);
          stream.start(feed);
        });
  }

  private static long after(RoutingContext context) {
    String header = context.request().getHeader("Last-Event-ID");
    if (header == null) {
      return Parameters.query(context, "after", 0, Long.MAX_VALUE, 0L);
    }
    try {
      return Math.max(0, Long.parseLong(header.trim()));
    } catch (NumberFormatException e) {
      throw HttpProblem.invalid("'Last-Event-ID' is to be a whole number, got '" + header + "'.");
    }
  }

  private static HttpServerResponse open(RoutingContext context) {
    HttpServerResponse response = context.response();
    response
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        // Not compressed: a compressor would hold events back.
        .putHeader(HttpHeaders.CONTENT_ENCODING, "identity")
        .putHeader("X-Accel-Buffering", "no");
    response.write("retry: 1000\n\n");
    return response;
  }

  /** Keeps the connection warm until the client leaves. */
  private void keep(HttpServerResponse response, Runnable close) {
    long heartbeat =
        vertx.setPeriodic(HEARTBEAT_MILLIS, timer -> response.write(": still here\n\n"));
    Runnable end =
        () -> {
          vertx.cancelTimer(heartbeat);
          close.run();
        };
    response.closeHandler(gone -> end.run()).exceptionHandler(broken -> end.run());
  }
}
