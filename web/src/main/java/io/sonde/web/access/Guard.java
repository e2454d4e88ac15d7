package io.sonde.web.access;

import io.sonde.search.port.SweepReader;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Work;
import io.sonde.web.port.Role;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets through what the caller's role and projects allow. Stands in front of the routes that ask
 * who is there, with a route of the same pattern for each rule, so that the router's own matching
 * decides which rules apply. What no rule speaks of goes no further.
 */
public final class Guard {
  private static final String RULE = "sonde.rule";
  private static final String ELSEWHERE = "sonde.other-method";
  private final SweepReader reader;
  private final Work work;

  /** Knowing whose the sweeps are. */
  public Guard(SweepReader reader, Work work) {
    this.reader = reader;
    this.work = work;
  }

  /** Adds the rules that ask who is there; routes that are added after this need one. */
  public void addTo(Router router, List<RouteRule> rules) {
    for (RouteRule rule : rules) {
      rule.permission().role().ifPresent(role -> add(router, rule, role));
    }
    router.route().handler(Guard::unknown);
  }

  private void add(Router router, RouteRule rule, Role needed) {
    Route any = rule.regex() ? router.routeWithRegex(rule.path()) : router.route(rule.path());
    any.handler(
        context -> {
          if (!context.request().method().equals(rule.method())) {
            context.put(ELSEWHERE, true);
            context.next();
          } else {
            check(context, rule, needed);
          }
        });
  }

  /** The rule that let a request through; null where none did. */
  static @Nullable RouteRule rule(RoutingContext context) {
    return context.get(RULE);
  }

  private static void unknown(RoutingContext context) {
    if (context.get(RULE) != null) {
      context.next();
    } else {
      @Nullable Boolean elsewhere = context.get(ELSEWHERE);
      context.fail(elsewhere == null ? 404 : 405);
    }
  }

  private void check(RoutingContext context, RouteRule rule, Role needed) {
    Caller caller = Caller.of(context);
    context.put(RULE, rule);
    if (!caller.may(needed)) {
      context.fail(
          new HttpProblem(
              403,
              "ROLE",
              "This needs the role '%s'; the token '%s' has the role '%s'."
                  .formatted(needed.word(), caller.name(), caller.role().word())));
    } else if (caller.projects().isPresent() && context.pathParam("sweep") != null) {
      checkSweep(context, caller);
    } else {
      context.next();
    }
  }

  /** A sweep of another project is not there, for this caller. */
  private void checkSweep(RoutingContext context, Caller caller) {
    int sweep = Parameters.number(context, "sweep");
    HttpServerRequest request = context.request();
    request.pause();
    work.blocking(() -> reader.sweep(sweep).filter(caller::sees).isPresent())
        .onComplete(
            seen -> {
              request.resume();
              if (seen.failed()) {
                context.fail(seen.cause());
              } else if (seen.result()) {
                context.next();
              } else {
                context.fail(HttpProblem.noSweep(sweep));
              }
            });
  }

  /** Whether a method leaves everything as it is. */
  static boolean safe(HttpMethod method) {
    return method.equals(HttpMethod.GET)
        || method.equals(HttpMethod.HEAD)
        || method.equals(HttpMethod.OPTIONS);
  }
}
