package io.sonde.web.http;

import io.sonde.search.request.RequestKey;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;

/**
 * Reads the header by which a request is known again when it is sent once more; throws {@link
 * HttpProblem} for what is wrong in it.
 */
public final class IdempotencyKey {
  /** The header's name. */
  public static final String HEADER = "Idempotency-Key";

  private IdempotencyKey() {}

  /** The key as it was sent; empty without one. */
  public static Optional<String> text(RoutingContext context) {
    List<String> keys = context.request().headers().getAll(HEADER);
    if (keys.size() > 1) {
      throw HttpProblem.invalid("'" + HEADER + "' stands more than once in the request.");
    }
    try {
      keys.forEach(RequestKey::requireKey);
    } catch (IllegalArgumentException e) {
      throw HttpProblem.invalid("'" + HEADER + "': " + e.getMessage() + ".");
    }
    return keys.stream().findFirst();
  }

  /**
   * The key with a digest of the address's query and the body, which are all that is asked for
   * where keys are for requests to one path.
   */
  public static Optional<RequestKey> of(RoutingContext context) {
    return text(context).map(key -> RequestKey.of(key, asked(context)));
  }

  /** The key with a digest of the path as well, where keys are for requests to several paths. */
  public static Optional<RequestKey> withPath(RoutingContext context) {
    String path = context.request().path();
    return text(context).map(key -> RequestKey.of(key, path + "?" + asked(context)));
  }

  private static String asked(RoutingContext context) {
    return context.request().query() + "\n" + context.body().asString();
  }
}
