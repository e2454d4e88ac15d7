package io.sonde.web.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.web.document.Json;
import io.sonde.web.document.ProblemDocument;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.sonde.web.port.Readiness;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For who watches over the server: {@code /healthz}, that the process answers, and {@code /readyz},
 * that it can do its work. Anyone may ask, so however often that is, the database is looked at once
 * a second at most.
 */
public final class HealthRoutes {
  private static final Duration FRESH = Duration.ofSeconds(1);
  private final Readiness readiness;
  private final Clock clock;
  private final Work work;
  private @Nullable Look last;

  /** Between the readiness and HTTP. */
  public HealthRoutes(Readiness readiness, Clock clock, Work work) {
    this.readiness = readiness;
    this.clock = clock;
    this.work = work;
  }

  private record Look(Instant at, Future<List<String>> missing) {}

  /** Adds the routes, which are open to all. */
  public void addTo(Router router) {
    router
        .get("/healthz")
        .handler(context -> Replies.json(context, 200, Json.object().put("status", "ok")));
    router.get("/readyz").handler(this::ready);
  }

  private void ready(RoutingContext context) {
    look()
        .onSuccess(missing -> answer(context, missing))
        .onFailure(unknown -> answer(context, List.of("Whether the server is ready is unknown.")));
  }

  /** The look that is under way or was a moment ago, else a new one. */
  private synchronized Future<List<String>> look() {
    Instant now = clock.instant();
    Look known = last;
    boolean fresh =
        known != null && (!known.missing().isComplete() || known.at().plus(FRESH).isAfter(now));
    if (known == null || !fresh) {
      known = new Look(now, work.blocking(readiness::missing));
      last = known;
    }
    return known.missing();
  }

  private static void answer(RoutingContext context, List<String> missing) {
    if (missing.isEmpty()) {
      Replies.json(context, 200, Json.object().put("status", "ready"));
      return;
    }
    ObjectNode problem = ProblemDocument.of(503, "NOT_READY", String.join(" ", missing));
    ArrayNode list = problem.putArray("missing");
    missing.forEach(list::add);
    Replies.problem(context, problem);
  }
}
