package io.sonde.web.access;

import io.sonde.search.port.SweepStore.StoreUnavailable;
import io.sonde.web.port.AccessStore;
import io.sonde.web.port.AuditEntry;
import io.sonde.web.port.AuditEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log. Lines older than {@link #KEPT} are removed, and the oldest beyond {@value #MOST}.
 * Thread-safe; blocks.
 */
public final class AuditLog {
  /** How long a line is kept. */
  public static final Duration KEPT = Duration.ofDays(400);

  /** How many lines are kept at most: about 100 MB. */
  static final long MOST = 500_000;

  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final Duration BETWEEN_TIDYINGS = Duration.ofHours(1);
  private static final int MOST_LETTERS = 300;
  private final AccessStore store;
  private final Clock clock;
  private Instant tidyAt = Instant.MIN;

  /** Over a store. */
  public AuditLog(AccessStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Adds a line. While the store is away it goes to the program's own log, since what it tells of
   * has happened already.
   */
  void record(AuditEvent event) {
    AuditEvent line =
        new AuditEvent(
            event.at(),
            event.token(),
            plain(event.name()),
            plain(event.address()),
            plain(event.action()),
            plain(event.subject()),
            plain(event.outcome()),
            event.status());
    try {
      store.record(line);
      tidy();
    } catch (StoreUnavailable away) {
      LOG.warn("not in the audit log, for the store is away: {}", line);
    }
  }

  /** What callers send cannot make a line of its own, nor fill the store. */
  private static String plain(String text) {
    String cut = text.length() > MOST_LETTERS ? text.substring(0, MOST_LETTERS) + "…" : text;
    return cut.replaceAll(
        "[\\p{Cntrl}\\u0085\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]", "\uFFFD");
  }

  private void tidy() {
    Instant now = clock.instant();
    if (due(now)) {
      store.forget(now.minus(KEPT), MOST);
    }
  }

  private synchronized boolean due(Instant now) {
    boolean due = !now.isBefore(tidyAt);
    tidyAt = due ? now.plus(BETWEEN_TIDYINGS) : tidyAt;
    return due;
  }

  /** Lines of a lower number than {@code before}, the newest first. */
  public List<AuditEntry> page(long before, int limit) {
    return store.audit(before, limit);
  }
}
