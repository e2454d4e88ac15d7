package io.sonde.app.server;

import io.sonde.search.sweep.Journal;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Says when the database goes away and comes back, and remembers when it is gone for good. */
final class StoreHealth implements Journal.StoreWatch {
  private final PrintStream errors;
  private final CompletableFuture<String> trouble = new CompletableFuture<>();

  StoreHealth(PrintStream errors) {
    this.errors = errors;
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

  Optional<String> trouble() {
    return Optional.ofNullable(trouble.getNow(null));
  }

  String awaitTrouble() {
    return trouble.join();
  }
}
