package io.sonde.web.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.web.document.Json;
import io.sonde.web.document.ProblemDocument;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Answers a request. Caches keep nothing of it without asking again. */
public final class Replies {
  private Replies() {}

  /** A JSON document. */
  public static void json(RoutingContext context, int status, ObjectNode document) {
    send(context, status, "application/json", Json.text(document));
  }

  /**
   * A JSON document that is asked for again and again: with an ETag, or only that it is unchanged.
   *
   * @param fleeting keys at the top whose values are no change, such as a running time
   */
  public static void unlessKnown(RoutingContext context, ObjectNode document, String... fleeting) {
    ObjectNode lasting = document.deepCopy().remove(List.of(fleeting));
    String tag = EntityTag.of(Json.text(lasting));
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response
        .putHeader(HttpHeaders.ETAG, tag)
        .putHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    if (EntityTag.named(context.request().getHeader(HttpHeaders.IF_NONE_MATCH), tag)) {
      response.setStatusCode(304).end();
    } else {
      response
          .setStatusCode(200)
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
          .end(Json.text(document));
    }
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
