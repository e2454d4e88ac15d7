package io.sonde.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.port.Cursor;
import io.sonde.search.port.SweepReader.Batch;
import io.sonde.web.access.AuditLog;
import io.sonde.web.document.AuditDocument;
import io.sonde.web.http.Parameters;
import io.sonde.web.http.Replies;
import io.sonde.web.http.Work;
import io.sonde.web.port.AuditEntry;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Reads the audit log: {@code /api/v1/audit}. */
public final class AuditRoutes {
  private static final String LIST = "audit";
  private final AuditLog log;
  private final Work work;

  /** Between the log and HTTP. */
  public AuditRoutes(AuditLog log, Work work) {
    this.log = log;
    this.work = work;
  }

  /** Adds the route. */
  public void addTo(Router router) {
    router.get("/api/v1/audit").handler(this::page);
  }

  private void page(RoutingContext context) {
    long before = before(context);
    int limit = Paging.limit(context);
    work.run(
        context,
        () -> page(before, limit),
        document -> Replies.json(context, 200, Paging.linked(context, document)));
  }

  /** By a cursor, or by the number of an entry. */
  private static long before(RoutingContext context) {
    return Paging.cursor(context)
        .map(text -> Cursor.read(text, LIST, 1).number(0))
        .orElseGet(() -> Parameters.query(context, "before", 1, Long.MAX_VALUE, Long.MAX_VALUE));
  }

  /** One more entry is looked for, which tells whether there is a page after this one. */
  private ObjectNode page(long before, int limit) {
    Batch<AuditEntry> page =
        Batch.of(log.page(before, limit + 1), limit, last -> Cursor.of(last.number()).text(LIST));
    return AuditDocument.page(page.rows(), page.next());
  }
}
