package io.sonde.web.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.spec.Problem;
import io.sonde.web.access.RouteRules;
import io.sonde.web.http.Failures;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers what failed: to people with a page that helps on, to programs with a problem. */
public final class ErrorPages implements Handler<RoutingContext> {
  private final Templates templates;
  private final Work work;

  /** With the templates of the pages. */
  public ErrorPages(Templates templates, Work work) {
    this.templates = templates;
    this.work = work;
  }

  @Override
  public void handle(RoutingContext context) {
    if (context.response().headWritten()) {
      context.request().connection().close();
      return;
    }
    ObjectNode problem = Failures.problem(context);
    int status = problem.get("status").asInt();
    if (!wantsPage(context)) {
      Replies.problem(context, problem);
    } else if (status == 401 && context.request().method().equals(HttpMethod.GET)) {
      logIn(context);
    } else {
      show(context, problem, status);
    }
  }

  private static boolean wantsPage(RoutingContext context) {
    String accept = context.request().getHeader(HttpHeaders.ACCEPT);
    boolean api = context.request().path().startsWith("/api/");
    return !api && accept != null && accept.contains("text/html");
  }

  private static void logIn(RoutingContext context) {
    String here = URLEncoder.encode(context.request().uri(), StandardCharsets.UTF_8);
    context
        .response()
        .setStatusCode(303)
        .putHeader(HttpHeaders.LOCATION, "/login?to=" + here)
        .end();
  }

  /** The problems of a spec, a line each; none for other problems. */
  private static List<String> problems(ObjectNode problem) {
    List<String> lines = new ArrayList<>();
    for (JsonNode one : problem.path("problems")) {
      Problem read =
          new Problem(
              one.get("line").asInt(),
              one.get("column").asInt(),
              one.get("path").asText(),
              one.get("message").asText());
      lines.add(read.toString());
    }
    return lines;
  }

  /** Where to go on: this address, or the page that a form which was sent stands on. */
  private static String again(RoutingContext context) {
    if (context.request().method().equals(HttpMethod.GET)) {
      return "";
    }
    String page = context.request().path();
    while (!RouteRules.readable(page)) {
      page = page.substring(0, Math.max(page.lastIndexOf('/'), 1));
    }
    return page;
  }

  private void show(RoutingContext context, ObjectNode problem, int status) {
    Map<String, Object> model = new HashMap<>();
    model.put("status", status);
    model.put("title", problem.get("title").asText());
    model.put("detail", problem.get("detail").asText());
    model.put("problems", problems(problem));
    model.put("away", status == 503);
    model.put("again", again(context));
    work.blocking(() -> templates.fill(context, "error", model))
        .onSuccess(text -> Replies.send(context, status, "text/html; charset=utf-8", text))
        .onFailure(worse -> Replies.problem(context, problem));
  }
}
