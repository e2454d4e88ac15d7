package io.sonde.app.server;

import io.sonde.search.sweep.Journal;
import io.sonde.web.metrics.Metrics;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Says when the database goes away and comes back, remembers when it is gone for good, and has what
 * is stored measured.
 */
final class StoreHealth implements Journal.StoreWatch {
  private final PrintStream errors;
  private final Metrics metrics;
  private final CompletableFuture<String> trouble = new CompletableFuture<>();

  StoreHealth(PrintStream errors, Metrics metrics) {
    this.errors = errors;
    this.metrics = metrics;
  }

  @Override
  public void away(String message) {
    errors.println("\nsonde: the database is away (" + message + "); waiting for it");
  }

  @Override
  public void back() {
    errors.println("sonde: the database is back; nothing was lost");
  }

  @Override
  public void gone(String message) {
    trouble.complete("the database is gone for good: " + message);
  }

  @Override
  public void stored(int events, Duration took) {
    metrics.committed(events, took);
  }

  Optional<String> trouble() {
    return Optional.ofNullable(trouble.getNow(null));
  }

  String awaitTrouble() {
    return trouble.join();
  }
}
