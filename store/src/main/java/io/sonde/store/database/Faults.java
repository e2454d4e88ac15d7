package io.sonde.store.database;

import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;

/** Tells what the database's errors mean: an outage that passes, or something to be put right. */
final class Faults {
  /**
   * Shutting down, crashed, starting up, too many clients; disk full; conflicts to be retried; read
   * only; ended because this program stood still.
   */
  private static final Set<String> PASSING =
      Set.of("57P01", "57P02", "57P03", "53300", "53100", "40001", "40P01", "25006", "25P03");

  private Faults() {}

  /** The passing outage behind an error, if it is one. */
  static Optional<DatabaseUnavailableException> outage(DatabaseAddress address, Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && passes(sql)) {
        return Optional.of(
            new DatabaseUnavailableException(
                "The database " + address.place() + " is away: " + firstLine(sql), error));
      }
    }
    return Optional.empty();
  }

  private static boolean passes(SQLException error) {
    String state = String.valueOf(error.getSQLState());
    return error instanceof SQLTransientConnectionException
        || state.startsWith("08")
        || PASSING.contains(state);
  }

  /** A sentence for the user about why a database cannot be opened. */
  static DatabaseException opening(DatabaseAddress address, SQLException error) {
    String place = address.place();
    String sentence =
        switch (String.valueOf(error.getSQLState())) {
          case "28P01" ->
              "The database %s refuses user %s: the password is wrong or missing."
                  .formatted(place, address.user());
          case "28000", "08004" ->
              "The database %s refuses user %s: %s."
                  .formatted(place, address.user(), firstLine(error));
          case "3D000" ->
              "There is no such database at %s: create it first (createdb) or correct its name."
                  .formatted(place);
          case "42501" ->
              "User %s may not create tables in %s: grant it the right, or make it the owner."
                  .formatted(address.user(), place);
          default -> unreachable(place, error);
        };
    return new DatabaseException(sentence, error);
  }

  private static String unreachable(String place, SQLException error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException) {
        return "The host of the database %s is not known: correct its name.".formatted(place);
      }
    }
    return "The database %s cannot be reached: is the server running there? (%s)"
        .formatted(place, firstLine(error));
  }

  private static String firstLine(SQLException error) {
    return String.valueOf(error.getMessage()).lines().findFirst().orElse("no message").strip();
  }
}
