package io.sonde.app.server;

import io.sonde.app.program.UserError;
import io.sonde.store.database.DatabaseAddress;
import io.sonde.store.database.DatabaseException;
import java.util.Optional;

/**
 * Which database: the home's embedded one, or an outside one.
 *
 * @param outside empty for the embedded one
 */
public record DatabaseChoice(Optional<DatabaseAddress> outside) {
  /** By a URL; the embedded one when there is none. Throws {@link UserError} for a wrong URL. */
  public static DatabaseChoice of(Optional<String> url) {
    try {
      return new DatabaseChoice(url.map(DatabaseAddress::parse));
    } catch (DatabaseException | IllegalArgumentException e) {
      throw UserError.wrongInput("--database: " + e.getMessage());
    }
  }
}
