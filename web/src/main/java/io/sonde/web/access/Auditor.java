package io.sonde.web.access;

import io.sonde.web.http.Failures;
import io.sonde.web.http.Work;
import io.sonde.web.port.AuditEvent;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes to the audit log, once it is answered, every request of a known caller that was to change
 * something, and every one whose token was wrong. What workers report is no part of it, nor what
 * nobody in particular sends: it would drive the log's own lines out.
 */
public final class Auditor implements Handler<RoutingContext> {
  private static final String SUBJECT = "sonde.subject";
  private static final String ASKS = "sonde.asks";
  private static final int TOO_MANY = 429;

  /** Refusals of one caller that are written at once, and a second in the long run. */
  private static final int REFUSALS = 200;

  private static final double REFUSALS_PER_SECOND = 1;
  private final AuditLog log;
  private final Visitors visitors;
  private final Clock clock;
  private final Work work;
  private final TokenBuckets refusals;

  /** In front of the routes that are written down. */
  public Auditor(AuditLog log, Visitors visitors, Clock clock, Work work) {
    this.log = log;
    this.visitors = visitors;
    this.clock = clock;
    this.work = work;
    this.refusals = new TokenBuckets(REFUSALS, REFUSALS_PER_SECOND, clock);
  }

  /** Says on what a request acts, where its address does not. */
  public static void about(RoutingContext context, String subject) {
    context.put(SUBJECT, subject);
  }

  /** Says that a request only asks, although its method could change something. */
  public static void asksOnly(RoutingContext context) {
    context.put(ASKS, true);
  }

  @Override
  public void handle(RoutingContext context) {
    boolean safe = Guard.safe(context.request().method());
    if (!safe || context.request().getHeader(HttpHeaders.AUTHORIZATION) != null) {
      context.addEndHandler(done -> answered(context, safe));
    }
    context.next();
  }

  private void answered(RoutingContext context, boolean safe) {
    int status = context.response().getStatusCode();
    Optional<Caller> caller = Caller.find(context);
    boolean changing = !safe && caller.isPresent() && context.get(ASKS) == null;
    if ((changing || wrongToken(context, status)) && !tooMany(caller, status)) {
      AuditEvent event = event(context, status);
      var unused =
          work.blocking(
              () -> {
                log.record(event);
                return true;
              });
    }
  }

  /** The limit of wrong tokens bounds how many of these there are. */
  private static boolean wrongToken(RoutingContext context, int status) {
    boolean shown = context.request().getHeader(HttpHeaders.AUTHORIZATION) != null;
    return status == 401 && (shown || "/login".equals(context.request().path()));
  }

  /** Whether a line would let a caller fill the log with what was refused to him. */
  private boolean tooMany(Optional<Caller> caller, int status) {
    boolean refused = status >= 400 && caller.isPresent();
    return status == TOO_MANY || (refused && refusals.take(caller.get().id()).isPresent());
  }

  private AuditEvent event(RoutingContext context, int status) {
    HttpServerRequest request = context.request();
    Optional<Caller> caller = Caller.find(context);
    return new AuditEvent(
        clock.instant(),
        caller.map(Caller::id).orElse("nobody"),
        caller.map(Caller::name).orElse(""),
        visitors.address(request),
        action(context, request),
        subject(context),
        outcome(context, status),
        status);
  }

  private static String outcome(RoutingContext context, int status) {
    if (!context.response().ended()) {
      return "unanswered";
    }
    return status < 400 ? "done" : Failures.code(context).orElse("refused");
  }

  private static String action(RoutingContext context, HttpServerRequest request) {
    @Nullable RouteRule rule = Guard.rule(context);
    if (rule != null && !rule.action().isEmpty()) {
      return rule.action();
    }
    return switch (Objects.toString(request.path(), "")) {
      case "/login" -> "log in";
      case "/logout" -> "log out";
      default -> context.response().getStatusCode() == 401 ? "enter" : request.method().name();
    };
  }

  private static String subject(RoutingContext context) {
    @Nullable String about = context.get(SUBJECT);
    @Nullable String made = context.response().headers().get(HttpHeaders.LOCATION);
    if (about != null) {
      return about;
    }
    return made != null && context.response().getStatusCode() == 201
        ? made
        : Objects.toString(context.request().path(), "");
  }
}
