package io.sonde.web;

import io.sonde.search.port.ReportInbox.Refused;
import io.sonde.search.port.ReportInbox.Why;
import io.sonde.search.port.WorkerDesk;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Has one assignment for worker "a", none for "b"; "gone" is to leave. */
final class Desk implements WorkerDesk {
  @Override
  public CompletionStage<Optional<String>> next(String worker, String token) {
    return CompletableFuture.supplyAsync(
        () -> {
          if (!token.equals("worker-secret")) {
            throw new Refused(Why.FORBIDDEN, "The token is not that of worker " + worker + ".");
          }
          return switch (worker) {
            case "a" -> Optional.of("{\"attempt\":\"1-0-1\"}");
            case "b" -> Optional.empty();
            case "gone" -> throw new Refused(Why.FENCED, "Worker gone is to leave.");
            default -> throw new Refused(Why.UNKNOWN, "There is no worker " + worker + ".");
          };
        });
  }
}
