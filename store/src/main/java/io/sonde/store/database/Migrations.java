package io.sonde.store.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * The schema's versions, in {@code io/sonde/store/migration}. Their connections are their own: a
 * migration may last, and the connection that holds its lock stands still meanwhile.
 */
final class Migrations {
  private static final String PLACE = "classpath:io/sonde/store/migration";

  private final DatabaseAddress address;
  private final Flyway flyway;

  Migrations(DatabaseAddress address) {
    this.address = address;
    this.flyway = flyway(address).load();
  }

  /** The same migrations, for a look at a database or a way to an earlier version. */
  static FluentConfiguration flyway(DatabaseAddress address) {
    return Flyway.configure()
        .dataSource(address.jdbcUrl(), address.user(), address.password())
        .locations(PLACE);
  }

  /**
   * Brings the schema to this Sonde's version.
   *
   * @throws DatabaseException when it has versions that this Sonde does not know, or may not be
   *     altered by this user
   */
  void apply() {
    try {
      if (pending()) {
        requireRight();
        flyway.migrate();
      }
    } catch (SQLException e) {
      throw Faults.opening(address, e);
    } catch (FlywayException e) {
      throw refusal(e);
    }
  }

  /** Asked beforehand, because the migration would try in vain for ten seconds. */
  private void requireRight() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
        var statement = connection.createStatement();
        ResultSet right =
            statement.executeQuery("select has_schema_privilege(current_schema(), 'create')")) {
      if (right.next() && !right.getBoolean(1)) {
        throw new SQLException("permission denied", "42501");
      }
    }
  }

  private RuntimeException refusal(FlywayException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return Faults.opening(address, sql);
      }
    }
    return failure;
  }

  private boolean pending() {
    MigrationInfo[] all = flyway.info().all();
    for (MigrationInfo migration : all) {
      if (migration.getState() == MigrationState.FUTURE_SUCCESS) {
        throw new DatabaseException(
            "The database was written by a newer Sonde (schema version "
                + migration.getVersion()
                + "): use that one, or another database.",
            null);
      }
    }
    return Arrays.stream(all).anyMatch(migration -> !migration.getState().isApplied());
  }
}
