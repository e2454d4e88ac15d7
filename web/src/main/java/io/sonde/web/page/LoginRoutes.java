package io.sonde.web.page;

import io.sonde.web.access.TokenCheck;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Map;
import java.util.Optional;

/** The page where the token is typed. */
public final class LoginRoutes {
  private static final int BODY_BYTES = 8 * 1024;

  /** How long a wrong token waits for its answer, so that guessing is slow. */
  private static final long WRONG_MILLIS = 500;

  private final TokenCheck check;
  private final Templates templates;
  private final Work work;

  /** In front of this check. */
  public LoginRoutes(TokenCheck check, Templates templates, Work work) {
    this.check = check;
    this.templates = templates;
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    router.get("/login").handler(context -> show(context, 200, false));
    router
        .post("/login")
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES))
        .handler(this::logIn);
    router
        .post("/logout")
        .handler(
            context -> {
              check.logOut(context);
              go(context, "/login");
            });
  }

  private void logIn(RoutingContext context) {
    String typed = Optional.ofNullable(context.request().getFormAttribute("token")).orElse("");
    if (check.logIn(context, typed)) {
      go(context, target(context));
    } else {
      context.vertx().setTimer(WRONG_MILLIS, timer -> show(context, 401, true));
    }
  }

  private void show(RoutingContext context, int status, boolean wrong) {
    Map<String, Object> model = Map.of("wrong", wrong);
    work.run(
        context,
        () -> templates.fill("login", model),
        text -> Replies.send(context, status, "text/html; charset=utf-8", text));
  }

  /** Where the visitor wanted to go, as long as that is on this server. */
  private static String target(RoutingContext context) {
    return Parameters.text(context, "to").filter(to -> to.matches("/([^/\\\\].*)?")).orElse("/");
  }

  private static void go(RoutingContext context, String place) {
    context.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, place).end();
  }
}
