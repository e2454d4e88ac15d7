package io.sonde.app.results;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.app.client.ServerClient;
import io.sonde.app.home.Home;
import io.sonde.app.home.RunningServer;
import io.sonde.app.program.UserError;
import io.sonde.app.server.DatabaseChoice;
import java.io.OutputStream;
import java.util.Optional;

/** Reads sweeps as documents, the same whether a server runs or not. */
public interface Results extends AutoCloseable {
  /** {@code {"sweeps": […]}}, the newest first. */
  JsonNode list();

  /** How a sweep stands. Throws {@link UserError} when there is no such sweep. */
  JsonNode summary(int sweep);

  /**
   * What was learnt from a sweep; null when its spec cannot be read. Throws {@link UserError} when
   * there is no such sweep.
   */
  JsonNode insights(int sweep);

  /**
   * Writes all trials of a sweep.
   *
   * @param format {@code json} or {@code csv}
   */
  void export(int sweep, String format, OutputStream out);

  @Override
  void close();

  /** Of the home's running server, else of the database that is chosen. */
  static Results open(Home home, DatabaseChoice database, Optional<String> token) {
    if (database.outside().isPresent()) {
      return StoredResults.of(database.outside().get());
    }
    Optional<ServerClient> server = RunningServer.find(home, token);
    if (server.isPresent()) {
      return new ServedResults(server.get());
    }
    return home.hasDatabase() ? StoredResults.ofEmbedded(home) : new NoResults(home);
  }
}
