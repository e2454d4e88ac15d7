package io.sonde.web.api;

import io.sonde.search.port.AskDesk;
import io.sonde.search.port.AskDesk.Ask;
import io.sonde.search.port.AskDesk.Asked;
import io.sonde.search.port.AskDesk.Asking;
import io.sonde.web.access.Auditor;
import io.sonde.web.access.RateLimits;
import io.sonde.web.document.LoanDocument;
import io.sonde.web.http.Failures;
import io.sonde.web.http.HttpProblem;
import io.sonde.web.http.IdempotencyKey;
import io.sonde.web.http.JsonBody;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.sonde.web.live.SweepWait;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Lends trials to whoever runs them elsewhere. What comes of them is taken by TellRoutes. */
public final class AskRoutes {
  private static final int BODY_BYTES = 16 * 1024;
  private final AskDesk desk;
  private final RateLimits limits;
  private final Clock clock;
  private final Work work;

  /** Between the desk and HTTP. */
  public AskRoutes(AskDesk desk, RateLimits limits, Clock clock, Work work) {
    this.desk = desk;
    this.limits = limits;
    this.clock = clock;
    this.work = work;
  }

  /** Adds the route. */
  public void addTo(Router router) {
    BodyHandler body = BodyHandler.create(false).setBodyLimit(BODY_BYTES);
    router.post("/api/v1/sweeps/:sweep/ask").handler(body).handler(this::ask);
  }

  private void ask(RoutingContext context) {
    int sweep = Parameters.number(context, "sweep");
    Ask ask = read(context);
    Optional<Runnable> over =
        ask.patience().isZero() ? Optional.of(() -> {}) : limits.stream(context);
    if (over.isEmpty()) {
      return;
    }
    Asking asking = desk.ask(sweep, ask);
    context.response().closeHandler(gone -> asking.leave());
    work.await(
        context,
        asking.answer().handle(AskRoutes::unlessLeft).whenComplete((asked, e) -> over.get().run()),
        asked -> asked.ifPresent(answer -> reply(context, sweep, answer)));
  }

  private static Ask read(RoutingContext context) {
    Duration patience = Parameters.text(context, "wait").map(SweepWait::time).orElse(Duration.ZERO);
    String by = JsonBody.of(context, "by").text("by").orElse("");
    Optional<String> key = IdempotencyKey.text(context);
    try {
      return new Ask(key, by, patience);
    } catch (IllegalArgumentException e) {
      throw HttpProblem.invalid("'by': " + Failures.message(e) + ".");
    }
  }

  /** Nothing where the client has left before there was an answer. */
  private static Optional<Asked> unlessLeft(Asked asked, Throwable failure) {
    if (failure instanceof CancellationException) {
      return Optional.empty();
    } else if (failure != null) {
      throw Failures.rethrown(failure);
    }
    return Optional.of(asked);
  }

  private void reply(RoutingContext context, int sweep, Asked asked) {
    boolean lent = asked instanceof AskDesk.Work;
    if (asked instanceof AskDesk.Work given) {
      String place = "/api/v1/sweeps/" + sweep + "/trials/" + given.attempt().trial();
      context.response().putHeader(HttpHeaders.LOCATION, place);
    } else {
      Auditor.asksOnly(context);
    }
    Replies.json(context, lent ? 201 : 200, LoanDocument.of(sweep, asked, clock.instant()));
  }
}
