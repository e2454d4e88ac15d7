package io.sonde.web.page;

import io.sonde.search.port.SweepReader.Batch;
import io.sonde.web.access.AuditLog;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.sonde.web.port.AuditEntry;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The page of the audit log. */
public final class AuditPages {
  private static final int PAGE = 50;
  private final AuditLog log;
  private final Clock clock;
  private final Templates templates;
  private final Work work;

  /** Between the log and browsers. */
  public AuditPages(AuditLog log, Clock clock, Templates templates, Work work) {
    this.log = log;
    this.clock = clock;
    this.templates = templates;
    this.work = work;
  }

  /**
   * A page of it.
   *
   * @param older the address of the page after; empty on the last
   */
  public record View(List<Row> rows, Optional<String> older) {}

  /** A line. */
  public record Row(
      TimeView at,
      String name,
      String token,
      String address,
      String action,
      String subject,
      String outcome,
      boolean done) {

    private static Row of(AuditEntry entry, Instant now) {
      var event = entry.event();
      return new Row(
          TimeView.of(event.at(), now),
          event.name(),
          event.token(),
          event.address(),
          event.action(),
          event.subject(),
          event.outcome(),
          event.status() < 400);
    }
  }

  /** Adds the route. */
  public void addTo(Router router) {
    router.get("/audit").handler(this::show);
  }

  private void show(RoutingContext context) {
    long before = Parameters.query(context, "before", 1, Long.MAX_VALUE, Long.MAX_VALUE);
    work.run(
        context,
        () -> templates.fill(context, "audit", Map.of("view", view(before))),
        text -> Replies.send(context, 200, "text/html; charset=utf-8", text));
  }

  private View view(long before) {
    Instant now = clock.instant();
    // One more is looked for, which tells whether there is a page after this one.
    Batch<AuditEntry> page =
        Batch.of(log.page(before, PAGE + 1), PAGE, last -> "/audit?before=" + last.number());
    return new View(page.rows().stream().map(entry -> Row.of(entry, now)).toList(), page.next());
  }
}
