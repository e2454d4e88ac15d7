package io.sonde.web.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.slf4j.MDC;

/**
 * Gives every request a name, by which the log speaks of it and which stands in its answer. It is
 * ours: what a client sends never gets there.
 */
public final class RequestId implements Handler<RoutingContext> {
  /** As the log knows it. */
  public static final String KEY = "request";

  private static final String HEADER = "X-Request-Id";
  private static final String PLACE = "sonde.request";

  @Override
  public void handle(RoutingContext context) {
    String id = UUID.randomUUID().toString();
    context.put(PLACE, id);
    context.response().putHeader(HEADER, id);
    context.next();
  }

  /** That of a request. */
  public static String of(RoutingContext context) {
    return Objects.requireNonNullElse(context.<String>get(PLACE), "none");
  }

  /** The same work; what it logs is about a request. */
  static <T> Callable<T> during(RoutingContext context, Callable<T> work) {
    String id = of(context);
    return () -> {
      MDC.put(KEY, id);
      try {
        return work.call();
      } finally {
        MDC.remove(KEY);
      }
    };
  }
}
