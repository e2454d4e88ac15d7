package io.sonde.web.access;

import io.sonde.web.http.HttpProblem;
import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/**
 * Asks for the admin token: as {@code Authorization: Bearer TOKEN}, or as the session of a browser
 * in which it was typed.
 */
public final class TokenCheck implements Handler<RoutingContext> {
  private static final String COOKIE = "sonde_session";
  private static final String BEARER = "Bearer ";
  private final Secret token;
  private final Sessions sessions;

  /** With the token to ask for. */
  public TokenCheck(String token, Sessions sessions) {
    this.token = new Secret(token);
    this.sessions = sessions;
  }

  @Override
  public void handle(RoutingContext context) {
    if (knows(context)) {
      context.next();
    } else {
      context.response().putHeader("WWW-Authenticate", "Bearer realm=\"sonde\"");
      context.fail(
          new HttpProblem(
              401, "TOKEN", "This server asks for its token: 'Authorization: Bearer TOKEN'."));
    }
  }

  private boolean knows(RoutingContext context) {
    String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (header != null) {
      return header.startsWith(BEARER) && token.matches(header.substring(BEARER.length()).trim());
    }
    Cookie cookie = context.request().getCookie(COOKIE);
    return cookie != null && sessions.valid(cookie.getValue());
  }

  /** Opens a session in the caller's browser when the token is right; answers whether it was. */
  public boolean logIn(RoutingContext context, String typed) {
    if (!token.matches(typed.trim())) {
      return false;
    }
    context
        .response()
        .addCookie(
            Cookie.cookie(COOKIE, sessions.open())
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.STRICT)
                .setPath("/")
                .setMaxAge(Sessions.LIFE.toSeconds()));
    return true;
  }

  /** Ends the session of the caller's browser. */
  public void logOut(RoutingContext context) {
    context.response().addCookie(Cookie.cookie(COOKIE, "").setPath("/").setMaxAge(0));
  }
}
