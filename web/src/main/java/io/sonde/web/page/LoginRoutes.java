package io.sonde.web.page;

import io.sonde.web.access.Authentication;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Map;
import java.util.Optional;

/** The page where a token is typed. */
public final class LoginRoutes {
  private static final int BODY_BYTES = 8 * 1024;

  /** How long a wrong token waits for its answer, so that guessing is slow. */
  private static final long WRONG_MILLIS = 500;

  /** Browsers take a backslash for a slash and leave out control characters. */
  private static final String LOCAL = "/([^/\\\\\\p{Cntrl}][^\\p{Cntrl}]*)?";

  private final Authentication authentication;
  private final Templates templates;
  private final Work work;

  /** In front of the other routes. */
  public LoginRoutes(Authentication authentication, Templates templates, Work work) {
    this.authentication = authentication;
    this.templates = templates;
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    router.get("/login").handler(this::ask);
    router
        .post("/login")
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES))
        .handler(this::logIn);
    router
        .post("/logout")
        .handler(
            context -> {
              authentication.logOut(context);
              go(context, "/login");
            });
  }

  private void ask(RoutingContext context) {
    work.run(
        context,
        authentication::open,
        open -> {
          if (open) {
            go(context, "/");
          } else {
            show(context, 200, false);
          }
        });
  }

  private void logIn(RoutingContext context) {
    String typed = Optional.ofNullable(context.request().getFormAttribute("token")).orElse("");
    work.run(
        context,
        () -> authentication.typed(context, typed),
        caller -> {
          if (caller.isPresent()) {
            authentication.logIn(context, caller.get());
            go(context, target(context));
          } else {
            refuse(context);
          }
        });
  }

  private void refuse(RoutingContext context) {
    authentication
        .wrong(context)
        .ifPresentOrElse(
            context::fail,
            () -> context.vertx().setTimer(WRONG_MILLIS, timer -> show(context, 401, true)));
  }

  private void show(RoutingContext context, int status, boolean wrong) {
    Map<String, Object> model = Map.of("wrong", wrong);
    work.run(
        context,
        () -> templates.fill(context, "login", model),
        text -> Replies.send(context, status, "text/html; charset=utf-8", text));
  }

  /** Where the visitor wanted to go, as long as that is on this server. */
  private static String target(RoutingContext context) {
    return Parameters.text(context, "to").filter(to -> to.matches(LOCAL)).orElse("/");
  }

  private static void go(RoutingContext context, String place) {
    context.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, place).end();
  }
}
