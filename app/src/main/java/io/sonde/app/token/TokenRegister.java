package io.sonde.app.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.app.client.ServerClient;
import io.sonde.app.home.Home;
import io.sonde.app.home.RunningServer;
import io.sonde.app.program.UserError;
import io.sonde.app.server.DatabaseChoice;
import java.util.Optional;

/** The tokens of an installation, the same whether a server runs or not. */
public interface TokenRegister extends AutoCloseable {
  /** Makes a token; the document holds the text that is shown once. Throws {@link UserError}. */
  JsonNode create(NewToken token);

  /** {@code {"tokens": […]}}, the newest first. */
  JsonNode list();

  /** Makes a token worth nothing. Throws {@link UserError} when there is none, or it was before. */
  void revoke(String id);

  @Override
  void close();

  /** Of the home's running server, else of the database that is chosen. */
  static TokenRegister open(Home home, DatabaseChoice database, Optional<String> token) {
    if (database.outside().isPresent()) {
      return StoredTokens.of(database.outside().get());
    }
    Optional<ServerClient> server = RunningServer.find(home, token);
    return server.isPresent() ? new ServedTokens(server.get()) : StoredTokens.ofEmbedded(home);
  }
}
