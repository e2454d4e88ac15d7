package io.sonde.web.live;

import io.sonde.search.port.EventFeed;
import io.sonde.search.port.SweepReader;
import io.sonde.web.access.RateLimits;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Work;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The routes of server-sent events. The id of a message is the sequence number of its last event in
 * the store; a client that comes back with {@code Last-Event-ID} (or {@code after} in the address)
 * goes on behind it.
 */
public final class EventStreams {
  private static final long HEARTBEAT_MILLIS = 15_000;

  /** Programs pass over it; it keeps what lies between from closing the connection. */
  private static final String COMMENT = ": still here\n\n";

  /** Scripts of pages hear it, and so notice when a connection has died without a word. */
  private static final String BEAT = "event: beat\ndata:\n\n";

  private final Vertx vertx;
  private final SweepReader reader;
  private final EventFeed feed;
  private final Duration life;
  private final RateLimits limits;
  private final Work work;

  /**
   * Between these ports and HTTP.
   *
   * @param life so long a stream lasts at most, for its token may have been revoked; clients come
   *     back
   */
  public EventStreams(
      Vertx vertx,
      SweepReader reader,
      EventFeed feed,
      Duration life,
      RateLimits limits,
      Work work) {
    this.vertx = vertx;
    this.reader = reader;
    this.feed = feed;
    this.life = life;
    this.limits = limits;
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    router
        .get("/api/v1/sweeps/:sweep/events")
        .handler(context -> sweep(context, StreamFormat.PROGRAM, COMMENT));
    router
        .get("/sweeps/:sweep/live")
        .handler(context -> sweep(context, StreamFormat.page(trial(context)), BEAT));
    router.get("/live").handler(this::changes);
  }

  private static OptionalInt trial(RoutingContext context) {
    int trial = Parameters.query(context, "trial", 0, Integer.MAX_VALUE, -1);
    return trial < 0 ? OptionalInt.empty() : OptionalInt.of(trial);
  }

  private void sweep(RoutingContext context, StreamFormat format, String beat) {
    int sweep = Parameters.number(context, "sweep");
    long after = after(context);
    work.run(
        context,
        () -> reader.sweep(sweep).orElseThrow(() -> HttpProblem.noSweep(sweep)),
        row -> {
          Optional<Runnable> leave = begin(context);
          if (leave.isEmpty()) {
            return;
          }
          HttpServerResponse response = open(context);
          EventStream stream = new EventStream(vertx, reader, sweep, after, response, format, work);
          keep(response, beat, stream::close, leave.get());
          stream.start(feed);
        });
  }

  private void changes(RoutingContext context) {
    long after = after(context);
    Optional<Runnable> leave = begin(context);
    if (leave.isEmpty()) {
      return;
    }
    HttpServerResponse response = open(context);
    ChangeStream stream = new ChangeStream(vertx, reader, after, response, work);
    keep(response, BEAT, stream::close, leave.get());
    stream.start(feed);
  }

  /** Empty, too, where the client has left already: nobody would tell of its end. */
  private Optional<Runnable> begin(RoutingContext context) {
    return context.response().closed() ? Optional.empty() : limits.stream(context);
  }

  private static long after(RoutingContext context) {
    return Parameters.header(context, "Last-Event-ID")
        .orElseGet(() -> Parameters.query(context, "after", 0, Long.MAX_VALUE, 0L));
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

  /** Keeps the connection warm until the client leaves or has to come back. */
  private void keep(HttpServerResponse response, String beat, Runnable close, Runnable leave) {
    AtomicBoolean over = new AtomicBoolean();
    long heartbeat = vertx.setPeriodic(HEARTBEAT_MILLIS, timer -> response.write(beat));
    long lifetime = vertx.setTimer(life.toMillis(), timer -> response.end());
    Runnable end =
        () -> {
          vertx.cancelTimer(heartbeat);
          vertx.cancelTimer(lifetime);
          close.run();
          if (over.compareAndSet(false, true)) {
            leave.run();
          }
        };
    response
        .endHandler(told -> end.run())
        .closeHandler(gone -> end.run())
        .exceptionHandler(broken -> end.run());
  }
}
