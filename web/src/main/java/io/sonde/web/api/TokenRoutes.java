package io.sonde.web.api;

import io.sonde.web.access.AccessTokens;
import io.sonde.web.access.AccessTokens.Created;
import io.sonde.web.access.Lifetime;
import io.sonde.web.document.Json;
import io.sonde.web.document.TokenDocument;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.JsonBody;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.sonde.web.port.Role;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes, lists and revokes tokens: {@code /api/v1/tokens}. */
public final class TokenRoutes {
  private static final int BODY_BYTES = 64 * 1024;
  private final AccessTokens tokens;
  private final Clock clock;
  private final Work work;

  /** Between the tokens and HTTP. */
  public TokenRoutes(AccessTokens tokens, Clock clock, Work work) {
    this.tokens = tokens;
    this.clock = clock;
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    BodyHandler body = BodyHandler.create(false).setBodyLimit(BODY_BYTES);
    router.get("/api/v1/tokens").handler(this::list);
    router.post("/api/v1/tokens").handler(body).handler(this::create);
    router.post("/api/v1/tokens/:token/revoke").handler(body).handler(this::revoke);
  }

  private void list(RoutingContext context) {
    work.run(
        context,
        tokens::all,
        all -> Replies.json(context, 200, TokenDocument.list(all, clock.instant())));
  }

  private void create(RoutingContext context) {
    JsonBody body = JsonBody.of(context, "name", "role", "projects", "expires");
    String name = needed(body, "name");
    Role role = role(needed(body, "role"));
    List<String> projects = body.texts("projects");
    Optional<String> expires = body.text("expires");
    work.run(
        context,
        () -> create(tokens, name, role, projects, expires),
        made -> {
          String id = made.token().id();
          context.response().putHeader(HttpHeaders.LOCATION, "/api/v1/tokens/" + id);
          Replies.json(
              context, 201, TokenDocument.created(made.token(), made.text(), clock.instant()));
        });
  }

  private static String needed(JsonBody body, String key) {
    return body.text(key).orElseThrow(() -> HttpProblem.invalid("'" + key + "' is needed."));
  }

  /** A role by its word. Throws {@link HttpProblem} where it is none. */
  public static Role role(String word) {
    return Role.of(word)
        .orElseThrow(
            () ->
                HttpProblem.invalid(
                    "'role' is to be one of " + Role.words() + ", got '" + word + "'."));
  }

  /** Makes a token. Throws {@link HttpProblem} for what cannot be one. */
  public static Created create(
      AccessTokens tokens,
      String name,
      Role role,
      List<String> projects,
      Optional<String> expires) {
    try {
      Optional<Duration> life = expires.map(Lifetime::parse);
      return tokens.create(name, role, Set.copyOf(projects), life);
    } catch (IllegalArgumentException e) {
      throw HttpProblem.invalid(e.getMessage() + ".");
    }
  }

  private void revoke(RoutingContext context) {
    JsonBody.of(context);
    String id = context.pathParam("token");
    work.run(
        context,
        () -> {
          revoke(tokens, id);
          return id;
        },
        done -> Replies.json(context, 200, Json.object().put("revoked", done)));
  }

  /** Revokes a token. Throws {@link HttpProblem} where there is none, or it is revoked. */
  public static void revoke(AccessTokens tokens, String id) {
    if (!tokens.revoke(id)) {
      boolean known = tokens.all().stream().anyMatch(token -> token.id().equals(id));
      throw known
          ? new HttpProblem(409, "CONFLICT", "The token " + id + " is revoked already.")
          : HttpProblem.unknown("There is no token " + id + ".");
    }
  }
}
