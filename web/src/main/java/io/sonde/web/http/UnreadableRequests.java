package io.sonde.web.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.sonde.web.document.Json;
import io.sonde.web.document.ProblemDocument;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/**
 * Answers requests that are no HTTP, or whose head is too long to be read, before they come to any
 * route; the connection ends with the answer.
 */
public final class UnreadableRequests implements Handler<HttpServerRequest> {
  @Override
  public void handle(HttpServerRequest request) {
    ObjectNode problem = problem(request.decoderResult().cause());
    request
        .response()
        .setStatusCode(problem.get("status").asInt())
        .putHeader(HttpHeaders.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .end(Json.text(problem));
    var unused = request.connection().close();
  }

  private static ObjectNode problem(Throwable why) {
    if (why instanceof TooLongHttpLineException) {
      return ProblemDocument.of(
          414,
          "TOO_LARGE",
          "The first line of the request is too long; at most %d bytes are read."
              .formatted(HttpServerOptions.DEFAULT_MAX_INITIAL_LINE_LENGTH));
    } else if (why instanceof TooLongHttpHeaderException) {
      return ProblemDocument.of(
          431,
          "TOO_LARGE",
          "The head of the request is too long; at most %d bytes are read."
              .formatted(HttpServerOptions.DEFAULT_MAX_HEADER_SIZE));
    }
    return ProblemDocument.of(400, "INVALID", "This is no request of HTTP/1.1.");
  }
}
