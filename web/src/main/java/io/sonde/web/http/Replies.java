package io.sonde.web.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.web.document.Json;
import io.sonde.web.document.ProblemDocument;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Answers a request. Nothing answered here is kept by caches. */
public final class Replies {
  private Replies() {}

  /** A JSON document. */
  public static void json(RoutingContext context, int status, ObjectNode document) {
    send(context, status, "application/json", Json.text(document));
  }

  /** A problem. */
  public static void problem(RoutingContext context, ObjectNode problem) {
    send(context, problem.get("status").asInt(), ProblemDocument.MEDIA_TYPE, Json.text(problem));
  }

  /** A text of any media type, in UTF-8. */
  public static void send(RoutingContext context, int status, String mediaType, String text) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, mediaType)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(text);
  }
}
