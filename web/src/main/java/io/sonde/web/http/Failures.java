package io.sonde.web.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.port.Cursor.BadCursorException;
import io.sonde.search.port.NoteStore.Stale;
import io.sonde.search.port.ReportInbox.Refused;
import io.sonde.search.port.StartLimits;
import io.sonde.search.port.SweepStore.StoreUnavailable;
import io.sonde.search.request.RequestKey;
import io.sonde.search.spec.SpecException;
import io.sonde.search.steering.NotAllowedException;
import io.sonde.web.document.ProblemDocument;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever failed a request into a problem that says what to do; a trace goes to the log. */
public final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private static final String CODE = "sonde.problem";

  private Failures() {}

  /** The problem of a failed request. */
  public static ObjectNode problem(RoutingContext context) {
    ObjectNode problem = made(context);
    context.put(CODE, problem.get("code").asText());
    return problem;
  }

  /** The code of the problem that a request was answered with; empty where there was none. */
  public static Optional<String> code(RoutingContext context) {
    @Nullable String code = context.get(CODE);
    return Optional.ofNullable(code);
  }

  private static ObjectNode made(RoutingContext context) {
    Throwable failure = unwrap(context.failure());
    if (failure == null) {
      return ofStatus(context);
    } else if (failure instanceof HttpProblem problem) {
      return ProblemDocument.of(problem.status(), problem.code(), message(problem));
    } else if (failure instanceof BadCursorException cursor) {
      return ProblemDocument.of(400, "INVALID", message(cursor));
    } else if (failure instanceof SpecException spec) {
      return ProblemDocument.of(spec);
    } else if (failure instanceof RequestKey.Reused reused) {
      return ProblemDocument.of(409, "KEY_REUSED", message(reused));
    } else if (failure instanceof Stale stale) {
      return ProblemDocument.of(412, "STALE", message(stale));
    } else if (failure instanceof NotAllowedException state) {
      return ProblemDocument.of(409, "STATE", message(state));
    } else if (failure instanceof StartLimits.Exceeded exceeded) {
      String code = exceeded.limit() == StartLimits.Limit.CODE ? "ROLE" : "PROJECT";
      return ProblemDocument.of(403, code, message(exceeded));
    } else if (failure instanceof Refused refused) {
      return ProblemDocument.of(status(refused), refused.why().name(), message(refused));
    } else if (failure instanceof StoreUnavailable) {
      return ProblemDocument.of(
          503, "STORE_UNAVAILABLE", message(failure) + " Try again in a while.");
    }
    return internal(context, failure);
  }

  /** The message of a failure; never null. */
  public static String message(@Nullable Throwable failure) {
    String message = failure == null ? null : failure.getMessage();
    return message == null ? "" : message;
  }

  /** The same failure to be thrown on. */
  public static RuntimeException rethrown(Throwable failure) {
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new CompletionException(failure);
  }

  private static int status(Refused refused) {
    return switch (refused.why()) {
      case UNKNOWN -> 404;
      case FORBIDDEN -> 403;
      case FENCED -> 409;
      case LATER -> 503;
      case INVALID -> 400;
    };
  }

  private static ObjectNode ofStatus(RoutingContext context) {
    String path = context.request().path();
    return switch (context.statusCode()) {
      case 404 -> ProblemDocument.of(404, "UNKNOWN", "There is nothing at " + path + ".");
      case 405 ->
          ProblemDocument.of(
              405, "METHOD", path + " does not take " + context.request().method() + ".");
      case 413 -> ProblemDocument.of(413, "TOO_LARGE", "The body of this request is too large.");
      default ->
          ProblemDocument.of(context.statusCode(), "INVALID", "This request cannot be answered.");
    };
  }

  private static ObjectNode internal(RoutingContext context, Throwable failure) {
    String id = RequestId.of(context);
    LOG.atError()
        .addKeyValue(RequestId.KEY, id)
        .setCause(failure)
        .log("{} {} failed ({})", context.request().method(), context.request().path(), id);
    return ProblemDocument.of(
        500, "INTERNAL", "Something is wrong inside the server; its log has it under " + id + ".");
  }

  private static @Nullable Throwable unwrap(@Nullable Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
