package io.sonde.web.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps tokens and the audit log. Thread-safe; may be written by several processes at a time. Every
 * change is durable when its method returns. Times are kept to the microsecond. Throws {@link
 * io.sonde.search.port.SweepStore.StoreUnavailable} when the store cannot be reached now.
 */
public interface AccessStore {
  /**
   * Adds a token.
   *
   * @throws IllegalStateException when there is one of this id
   */
  void add(AccessToken token);

  /** The token of an id, whether it is valid or not. */
  Optional<AccessToken> token(String id);

  /** All tokens that were ever added, the newest first. */
  List<AccessToken> tokens();

  /** Makes a token worth nothing; false when there is none, or it was revoked before. */
  boolean revoke(String id, Instant at);

  /** Notes that a token was seen; no effect when there is none, or it was seen later. */
  void used(String id, Instant at);

  /** Adds a line to the audit log. */
  void record(AuditEvent event);

  /**
   * Lines of the audit log, the newest first.
   *
   * @param before only those of a lower number
   * @param limit at most so many, at least 1
   */
  List<AuditEntry> audit(long before, int limit);

  /**
   * Removes the lines of the audit log that are older than a moment, and the oldest beyond a count.
   *
   * @param most how many stay at most, at least 1
   */
  void forget(Instant before, long most);
}
