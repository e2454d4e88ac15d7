package io.sonde.web.api;

import io.sonde.search.port.AskDesk;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.web.document.LoanDocument;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.JsonBody;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;

/**
 * Takes what came of attempts that run elsewhere, and that they are still worked at. Each call
 * carries the token that the attempt was lent with.
 */
public final class TellRoutes {
  private static final int BODY_BYTES = 1024 * 1024;
  private static final int LONGEST_REASON = 10_000;
  private final AskDesk desk;
  private final Work work;

  /** Between the desk and HTTP. */
  public TellRoutes(AskDesk desk, Work work) {
    this.desk = desk;
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    BodyHandler body = BodyHandler.create(false).setBodyLimit(BODY_BYTES);
    router.post("/api/v1/attempts/:attempt/tell").handler(body).handler(this::tell);
    router.post("/api/v1/attempts/:attempt/heartbeat").handler(body).handler(this::heartbeat);
  }

  private void tell(RoutingContext context) {
    String token = WorkerRoutes.token(context);
    AttemptId attempt = WorkerRoutes.attempt(context);
    AttemptEnd end = end(JsonBody.of(context, "state", "cause", "reason", "metrics", "retry"));
    work.await(
        context,
        desk.tell(attempt, token, end),
        told -> Replies.json(context, 200, LoanDocument.of(attempt, told)));
  }

  private static AttemptEnd end(JsonBody body) {
    String reason = body.text("reason").orElse("");
    if (reason.length() > LONGEST_REASON || reason.indexOf('\0') >= 0) {
      throw HttpProblem.invalid(
          "'reason' is to be a text of at most " + LONGEST_REASON + " characters, without NUL.");
    }
    Cause cause = cause(body.text("state").orElse("completed"), body.text("cause"));
    return new AttemptEnd(cause, reason, body.numbers("metrics"), body.truth("retry", true));
  }

  private static Cause cause(String state, Optional<String> cause) {
    boolean failed = state.equals("failed");
    if (cause.isPresent() && !failed) {
      throw HttpProblem.invalid("'cause' goes with the state failed only, not with " + state + ".");
    }
    return switch (state) {
      case "completed" -> Cause.COMPLETED;
      case "stopped" -> Cause.STOPPED;
      case "infeasible" -> Cause.INFEASIBLE;
      case "cancelled" -> Cause.CANCELLED;
      case "failed" -> cause.map(TellRoutes::failure).orElse(Cause.CRASH);
      default ->
          throw HttpProblem.invalid(
              "'state' is to be completed, stopped, failed, infeasible or cancelled, got '"
                  + state
                  + "'.");
    };
  }

  private static Cause failure(String word) {
    try {
      Cause cause = Cause.of(word);
      if (cause.failure()) {
        return cause;
      }
    } catch (IllegalArgumentException e) {
      // told below, with the word
    }
    throw HttpProblem.invalid(
        "'cause' is to be crash, oom, timeout, diverged, infrastructure or lost, got '"
            + word
            + "'.");
  }

  private void heartbeat(RoutingContext context) {
    String token = WorkerRoutes.token(context);
    AttemptId attempt = WorkerRoutes.attempt(context);
    JsonBody.of(context);
    work.await(
        context,
        desk.heartbeat(attempt, token),
        until -> Replies.json(context, 200, LoanDocument.of(attempt, until)));
  }
}
