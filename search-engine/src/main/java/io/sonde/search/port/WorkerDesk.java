package io.sonde.search.port;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Where worker processes ask for their next trial. Thread-safe. */
public interface WorkerDesk {
  /**
   * The next assignment for a worker, as the JSON text that goes over the wire; empty when there
   * was none for a while and the worker should ask again. Completes exceptionally with {@link
   * ReportInbox.Refused}: {@code FENCED} when the worker should leave, {@code FORBIDDEN} for a
   * wrong token, {@code UNKNOWN} for a worker nobody started.
   */
  CompletionStage<Optional<String>> next(String worker, String token);
}
