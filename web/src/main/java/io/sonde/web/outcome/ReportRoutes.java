package io.sonde.web.outcome;

import io.sonde.search.port.InsightReader;
import io.sonde.search.port.SweepReader;
import io.sonde.web.access.Caller;
import io.sonde.web.access.SeenSweeps;
import io.sonde.web.gate.GateQuestion;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/** Hands out what a sweep came to: {@code report.md} and {@code report.xml}. */
public final class ReportRoutes {
  private final SweepReader reader;
  private final InsightReader insights;
  private final Clock clock;
  private final Work work;

  /** Between these readers and HTTP. */
  public ReportRoutes(SweepReader reader, InsightReader insights, Clock clock, Work work) {
    this.reader = reader;
    this.insights = insights;
    this.clock = clock;
    this.work = work;
  }

  /** Adds the routes. */
  public void addTo(Router router) {
    router
        .get("/api/v1/sweeps/:sweep/report.md")
        .handler(context -> report(context, MarkdownReport.mediaType(), MarkdownReport::of));
    router
        .get("/api/v1/sweeps/:sweep/report.xml")
        .handler(context -> report(context, JunitReport.mediaType(), JunitReport::of));
  }

  private void report(RoutingContext context, String mediaType, Function<Outcome, String> form) {
    int sweep = Parameters.number(context, "sweep");
    Optional<GateQuestion> question = GateQuestion.asked(context);
    URI server = server(context.request());
    OutcomeReader outcomes =
        new OutcomeReader(SeenSweeps.by(Caller.of(context), reader), insights, clock);
    work.run(
        context,
        () -> form.apply(outcomes.read(sweep, question, server)),
        text -> Replies.send(context, 200, mediaType, text));
  }

  /**
   * The server's address as the one who asks wrote it, so that links lead back through the same
   * proxy. Only whoever sends a wrong one gets to see it.
   */
  private static URI server(HttpServerRequest request) {
    String scheme = request.getHeader("X-Forwarded-Proto");
    boolean secure = "https".equals(scheme) || request.isSSL();
    return URI.create((secure ? "https" : "http") + "://" + host(request) + "/");
  }

  private static String host(HttpServerRequest request) {
    String host = request.getHeader("Host");
    return host != null
            && host.matches("[A-Za-z0-9.-]+(:[0-9]{1,5})?|\\[[0-9a-fA-F:]+](:[0-9]{1,5})?")
        ? host
        : "localhost";
  }
}
