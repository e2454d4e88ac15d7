package io.sonde.store.database;

/**
 * Where a PostgreSQL database is and as whom to enter it.
 *
 * @param jdbcUrl the driver's address, {@code jdbc:postgresql://host:port/database}, without a
 *     password in it
 * @param user the role to log in as
 * @param password the role's password; empty where the server asks for none
 */
public record DatabaseAddress(String jdbcUrl, String user, String password) {

  /** Checks that the address is one of PostgreSQL's. */
  public DatabaseAddress {
    if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "A database address begins with jdbc:postgresql:, but this is '" + jdbcUrl + "'");
    }
    if (user.isEmpty()) {
      throw new IllegalArgumentException("The address " + jdbcUrl + " names no user");
    }
  }

  /** The address for people and logs: never shows the password. */
  @Override
  public String toString() {
    return jdbcUrl + " as " + user;
  }
}
