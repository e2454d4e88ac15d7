package io.sonde.web.access;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections on which a request takes too long to come in, however steadily its bytes
 * trickle. A request that has come in may be answered as slowly as it needs: streams and waits are
 * not touched. The server is one that does not look for HTTP/2 without TLS, since Vert.x else says
 * nothing of a connection before its first request.
 */
public final class SlowRequests {
  private final Limits limits;
  private final Map<HttpConnection, Standing> connections = new ConcurrentHashMap<>();

  /**
   * How long what may take.
   *
   * @param first from the connection to the head of its first request
   * @param idle from an answer to the head of the next request
   * @param body from a request's head to its end
   * @param look between two looks; a connection may last this much longer
   */
  public record Limits(Duration first, Duration idle, Duration body, Duration look) {
    /** Those of a server. */
    public static final Limits USUAL =
        new Limits(
            Duration.ofSeconds(20),
            Duration.ofMinutes(5),
            Duration.ofMinutes(2),
            Duration.ofSeconds(5));
  }

  /** What a connection does. */
  private static final class Standing {
    private long since = System.nanoTime();
    private boolean fresh = true;
    private @Nullable HttpServerRequest request;

    private synchronized void began(HttpServerRequest next) {
      request = next;
      fresh = false;
      since = System.nanoTime();
    }

    private synchronized boolean overdue(Limits limits) {
      Duration time = Duration.ofNanos(System.nanoTime() - since);
      if (request == null) {
        return time.compareTo(fresh ? limits.first() : limits.idle()) > 0;
      }
      if (request.response().ended() || request.response().closed()) {
        request = null;
        since = System.nanoTime();
        return false;
      }
      return !request.isEnded() && time.compareTo(limits.body()) > 0;
    }
  }

  /** With these limits. */
  public SlowRequests(Limits limits) {
    this.limits = limits;
  }

  /** Watches a server that does not listen yet, whose requests go to a handler. */
  public HttpServer watch(Vertx vertx, HttpServer server, Handler<HttpServerRequest> handler) {
    vertx.setPeriodic(limits.look().toMillis(), timer -> look());
    return server
        .connectionHandler(
            connection -> {
              connections.put(connection, new Standing());
              connection.closeHandler(closed -> connections.remove(connection));
            })
        .requestHandler(
            request -> {
              Standing standing = connections.get(request.connection());
              if (standing != null) {
                standing.began(request);
              }
              handler.handle(request);
            });
  }

  private void look() {
    for (Iterator<Map.Entry<HttpConnection, Standing>> all = connections.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<HttpConnection, Standing> one = all.next();
      if (one.getValue().overdue(limits)) {
        all.remove();
        var unused = one.getKey().close();
      }
    }
  }
}
