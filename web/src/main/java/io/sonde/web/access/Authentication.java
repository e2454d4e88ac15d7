package io.sonde.web.access;

import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Work;
import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a token: as {@code Authorization: Bearer TOKEN}, or as the session of a browser in which
 * it was typed. Later handlers find the {@link Caller} in the request.
 */
public final class Authentication implements Handler<RoutingContext> {
  private static final String COOKIE = "sonde_session";
  private static final String BEARER = "Bearer ";
  private final Doorkeeper keeper;
  private final Sessions sessions;
  private final Visitors visitors;
  private final RateLimits limits;
  private final Work work;

  /** In front of a server. */
  public Authentication(
      Doorkeeper keeper, Sessions sessions, Visitors visitors, RateLimits limits, Work work) {
    this.keeper = keeper;
    this.sessions = sessions;
    this.visitors = visitors;
    this.limits = limits;
    this.work = work;
  }

  @Override
  public void handle(RoutingContext context) {
    if (keeper.surelyOpen()) {
      Caller.LOCAL.enter(context);
      context.next();
      return;
    }
    HttpServerRequest request = context.request();
    @Nullable String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    @Nullable Cookie cookie = request.getCookie(COOKIE);
    boolean guessing = limits.guessing(request);
    // What comes of the body meanwhile waits for the handler that reads it.
    request.pause();
    work.blocking(() -> recognise(header, cookie, guessing))
        .onSuccess(
            caller -> {
              request.resume();
              if (context.response().closed()) {
                // Who left before he was known could act without a name in the audit log.
                return;
              }
              caller.enter(context);
              context.next();
            })
        .onFailure(
            refused -> {
              request.resume();
              refuse(context, refused);
            });
  }

  private Caller recognise(@Nullable String header, @Nullable Cookie cookie, boolean guessing) {
    if (keeper.open()) {
      return Caller.LOCAL;
    }
    if (header != null) {
      if (!header.startsWith(BEARER)) {
        throw Doorkeeper.nothing();
      }
      return keeper.byToken(header.substring(BEARER.length()).trim(), guessing);
    }
    if (cookie == null) {
      throw Doorkeeper.nothing();
    }
    return keeper.bySession(cookie.getValue());
  }

  private void refuse(RoutingContext context, Throwable refused) {
    if (refused instanceof HttpProblem problem && problem.status() == 401) {
      context.response().putHeader("WWW-Authenticate", "Bearer realm=\"sonde\"");
      boolean tried = context.request().getHeader(HttpHeaders.AUTHORIZATION) != null;
      context.fail(tried ? limits.wrongToken(context).orElse(problem) : problem);
    } else {
      context.fail(refused);
    }
  }

  /** Whether nobody is asked for a token. Blocks. */
  public boolean open() {
    return keeper.open();
  }

  /** Whose token was typed; empty when it opens nothing. Blocks. */
  public Optional<Caller> typed(RoutingContext context, String text) {
    try {
      return Optional.of(keeper.byToken(text.trim(), limits.guessing(context.request())));
    } catch (HttpProblem wrong) {
      return Optional.empty();
    }
  }

  /** Counts a wrong token that was typed; the problem to answer once there were too many. */
  public Optional<HttpProblem> wrong(RoutingContext context) {
    return limits.wrongToken(context);
  }

  /** Opens a session in the browser of a caller. */
  public void logIn(RoutingContext context, Caller caller) {
    caller.enter(context);
    context
        .response()
        .addCookie(
            cookie(context, sessions.open(caller.id())).setMaxAge(Sessions.LIFE.toSeconds()));
  }

  /** Ends the session of the caller's browser. */
  public void logOut(RoutingContext context) {
    context.response().addCookie(cookie(context, "").setMaxAge(0));
  }

  private Cookie cookie(RoutingContext context, String value) {
    return Cookie.cookie(COOKIE, value)
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.LAX)
        .setSecure(visitors.encrypted(context.request()))
        .setPath("/");
  }
}
