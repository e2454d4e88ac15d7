package io.sonde.app.database;

import io.sonde.app.home.Home;
import io.sonde.app.server.DatabaseChoice;
import io.sonde.store.database.DatabaseAddress;
import io.sonde.store.embedded.EmbeddedPostgres;
import java.util.Optional;

/**
 * A database that can be connected to as long as this is open: an outside one, the embedded one
 * that a server of the home runs, or else the embedded one started for the purpose.
 */
public final class HomeDatabase implements AutoCloseable {
  private final Optional<EmbeddedPostgres> started;
  private final DatabaseAddress address;

  private HomeDatabase(Optional<EmbeddedPostgres> started, DatabaseAddress address) {
    this.started = started;
    this.address = address;
  }

  /**
   * The database of a home, with whatever schema it has; empty where none was ever made there.
   * Throws the store's exceptions, with a sentence for the user, when it cannot be started.
   */
  public static Optional<HomeDatabase> open(Home home, DatabaseChoice choice) {
    if (choice.outside().isPresent()) {
      return Optional.of(new HomeDatabase(Optional.empty(), choice.outside().get()));
    }
    if (!home.hasDatabase()) {
      return Optional.empty();
    }
    Optional<DatabaseAddress> running = EmbeddedPostgres.running(home.folder());
    if (running.isPresent()) {
      return Optional.of(new HomeDatabase(Optional.empty(), running.get()));
    }
    EmbeddedPostgres postgres = EmbeddedPostgres.start(home.folder());
    return Optional.of(new HomeDatabase(Optional.of(postgres), postgres.address()));
  }

  /** How to reach it. */
  public DatabaseAddress address() {
    return address;
  }

  /** Stops the database where it was started for this. */
  @Override
  public void close() {
    started.ifPresent(EmbeddedPostgres::close);
  }
}
