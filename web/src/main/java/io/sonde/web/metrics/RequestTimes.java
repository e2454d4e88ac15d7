package io.sonde.web.metrics;

import io.micrometer.core.instrument.Timer;
import io.sonde.web.http.RouteTemplates;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Measures requests by the template of their route, never by their address, of which there are as
 * many as there are trials. Streams of events are left out: their time is that of an open page.
 * Thread-safe.
 */
public final class RequestTimes implements Handler<RoutingContext> {
  private static final String STREAM = "text/event-stream";
  private static final String ELSEWHERE = "none";
  private final Metrics metrics;
  private final Supplier<RouteTemplates> templates;
  private final Map<Kind, Timer> timers = new ConcurrentHashMap<>();

  /**
   * Measures requests to a router.
   *
   * @param templates its places, once all are there
   */
  public RequestTimes(Metrics metrics, Supplier<RouteTemplates> templates) {
    this.metrics = metrics;
    this.templates = templates;
  }

  private record Kind(String method, String route, int status) {}

  @Override
  public void handle(RoutingContext context) {
    long start = System.nanoTime();
    context.addEndHandler(
        ended -> {
          if (ended.succeeded()) {
            record(context, System.nanoTime() - start);
          }
        });
    context.next();
  }

  private void record(RoutingContext context, long nanos) {
    if (STREAM.equals(context.response().headers().get(HttpHeaders.CONTENT_TYPE))) {
      return;
    }
    HttpServerRequest request = context.request();
    String route = templates.get().find(request.method(), request.path()).orElse(ELSEWHERE);
    // Methods that nobody serves are as many as somebody makes up.
    String method = route.equals(ELSEWHERE) ? ELSEWHERE : request.method().name();
    Kind kind = new Kind(method, route, context.response().getStatusCode());
    timers.computeIfAbsent(kind, this::timer).record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Kind kind) {
    return Metrics.timer("sonde.http.request", "From a request to the end of its answer")
        .tag("method", kind.method())
        .tag("route", kind.route())
        .tag("status", String.valueOf(kind.status()))
        .register(metrics.registry());
  }
}
