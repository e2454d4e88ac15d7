package io.sonde.web.api;

import io.sonde.search.port.ReportInbox;
import io.sonde.search.port.ReportInbox.Refused;
import io.sonde.search.port.ReportInbox.Why;
import io.sonde.search.port.WorkerDesk;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.AttemptId;
import io.sonde.search.report.Cause;
import io.sonde.search.report.Report;
import io.sonde.web.document.Json;
import io.sonde.web.http.Failures;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.JsonBody;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * The worker protocol: how trials' processes ask for work and report. Each call carries a token of
 * its worker or attempt, so the admin token is not asked for here.
 */
public final class WorkerRoutes {
  private static final int BODY_BYTES = 1024 * 1024;
  private static final String BEARER = "Bearer ";
  private final WorkerDesk desk;
  private final ReportInbox inbox;
  private final Work work;

  /** Between these ports and HTTP. */
  public WorkerRoutes(WorkerDesk desk, ReportInbox inbox, Work work) {
    this.desk = desk;
    this.inbox = inbox;
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    router.post("/api/v1/workers/:worker/next").handler(this::next);
    BodyHandler body = BodyHandler.create(false).setBodyLimit(BODY_BYTES);
    router.post("/api/v1/attempts/:attempt/reports").handler(body).handler(this::report);
    router.post("/api/v1/attempts/:attempt/end").handler(body).handler(this::end);
  }

  private void next(RoutingContext context) {
    work.await(
        context,
        desk.next(context.pathParam("worker"), token(context))
            .exceptionally(
                failure -> {
                  throw leave(failure);
                }),
        assignment -> {
          if (assignment.isPresent()) {
            Replies.send(context, 200, "application/json", assignment.get());
          } else {
            context.response().setStatusCode(204).end();
          }
        });
  }

  /** A worker that should leave is told that it is gone; an attempt that is over is a conflict. */
  private static RuntimeException leave(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    boolean fenced = cause instanceof Refused refused && refused.why() == Why.FENCED;
    return fenced
        ? new HttpProblem(410, Why.FENCED.name(), Failures.message(cause))
        : new CompletionException(cause);
  }

  private void report(RoutingContext context) {
    String token = token(context);
    AttemptId attempt = attempt(context);
    JsonBody body = JsonBody.of(context, "step", "metrics");
    int step =
        body.whole("step", 0, Integer.MAX_VALUE)
            .orElseThrow(() -> HttpProblem.invalid("The body has no 'step'."))
            .intValue();
    work.await(
        context,
        inbox.report(attempt, token, new Report(step, body.numbers("metrics"))),
        verdict ->
            Replies.json(
                context,
                200,
                Json.object()
                    .put("decision", verdict.decision().word())
                    .put("reason", verdict.reason())));
  }

  private void end(RoutingContext context) {
    String token = token(context);
    AttemptId attempt = attempt(context);
    JsonBody body = JsonBody.of(context, "outcome", "cause", "reason", "metrics");
    Cause cause = cause(body.text("outcome"), body.text("cause"));
    AttemptEnd end = new AttemptEnd(cause, body.text("reason").orElse(""), body.numbers("metrics"));
    work.await(
        context,
        inbox.end(attempt, token, end),
        stored -> Replies.json(context, 200, Json.object().put("ok", true)));
  }

  /** The cause word decides; without it the outcome does. */
  private static Cause cause(Optional<String> outcome, Optional<String> cause) {
    if (cause.isPresent()) {
      try {
        return Cause.of(cause.get());
      } catch (IllegalArgumentException e) {
        throw HttpProblem.invalid("'cause': " + Failures.message(e) + ".");
      }
    }
    return switch (outcome.orElseThrow(() -> HttpProblem.invalid("The body has no 'outcome'."))) {
      case "completed" -> Cause.COMPLETED;
      case "stopped" -> Cause.STOPPED;
      case "paused" -> Cause.PAUSED;
      case "infeasible" -> Cause.INFEASIBLE;
      case "failed" -> Cause.CRASH;
      default ->
          throw HttpProblem.invalid(
              "'outcome' is to be completed, stopped, paused, infeasible or failed, got '"
                  + outcome.get()
                  + "'.");
    };
  }

  /** The attempt that the address names. */
  static AttemptId attempt(RoutingContext context) {
    try {
      return AttemptId.parse(context.pathParam("attempt"));
    } catch (IllegalArgumentException e) {
      throw HttpProblem.unknown(Failures.message(e) + ".");
    }
  }

  /** The secret that the request carries. */
  static String token(RoutingContext context) {
    String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.startsWith(BEARER)) {
      throw new Refused(Why.FORBIDDEN, "This call needs the header 'Authorization: Bearer TOKEN'.");
    }
    return header.substring(BEARER.length()).trim();
  }
}
