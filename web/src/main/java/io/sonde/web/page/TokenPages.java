package io.sonde.web.page;

import io.sonde.web.access.AccessTokens;
import io.sonde.web.access.Auditor;
import io.sonde.web.api.TokenRoutes;
import io.sonde.web.http.Failures;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The page on which an administrator makes, sees and revokes tokens. */
public final class TokenPages {
  private static final int BODY_BYTES = 64 * 1024;
  private static final String PAGE = "/tokens";
  private final AccessTokens tokens;
  private final Clock clock;
  private final Templates templates;
  private final Work work;

  /** Between the tokens and browsers. */
  public TokenPages(AccessTokens tokens, Clock clock, Templates templates, Work work) {
    this.tokens = tokens;
    this.clock = clock;
    this.templates = templates;
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    BodyHandler body = BodyHandler.create(false).setBodyLimit(BODY_BYTES);
    router.get(PAGE).handler(this::show);
    router.post(PAGE).handler(body).handler(this::create);
    router.post(PAGE + "/:token/revoke").handler(this::revoke);
  }

  private void show(RoutingContext context) {
    work.run(context, () -> fill(context, list()), text -> send(context, 200, text));
  }

  /** The answer holds the token, and is not led on from: nothing keeps it. */
  private void create(RoutingContext context) {
    String name = field(context, "name").orElse("");
    String role = field(context, "role").orElse("");
    List<String> projects =
        field(context, "projects").stream()
            .flatMap(text -> Stream.of(text.split(",")))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .toList();
    Optional<String> expires = field(context, "expires");
    work.run(
        context,
        () -> {
          try {
            var made = TokenRoutes.create(tokens, name, TokenRoutes.role(role), projects, expires);
            context.response().setStatusCode(201);
            Auditor.about(context, "token " + made.token().id());
            return fill(context, list().with(made));
          } catch (HttpProblem wrong) {
            context.response().setStatusCode(wrong.status());
            return fill(context, list().refusing(Failures.message(wrong)));
          }
        },
        text -> send(context, context.response().getStatusCode(), text));
  }

  private static Optional<String> field(RoutingContext context, String name) {
    return Optional.ofNullable(context.request().getFormAttribute(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private void revoke(RoutingContext context) {
    String id = context.pathParam("token");
    work.run(
        context,
        () -> {
          TokenRoutes.revoke(tokens, id);
          return id;
        },
        done -> context.response().setStatusCode(303).putHeader(HttpHeaders.LOCATION, PAGE).end());
  }

  private TokenListView list() {
    return TokenListView.of(tokens.all(), clock.instant());
  }

  private String fill(RoutingContext context, TokenListView view) {
    return templates.fill(context, "tokens", Map.of("view", view));
  }

  private static void send(RoutingContext context, int status, String text) {
    Replies.send(context, status, "text/html; charset=utf-8", text);
  }
}
