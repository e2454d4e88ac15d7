package io.sonde.store.database;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;

/**
 * Which version the schema of a database has, and up to which this Sonde knows it. Nothing is
 * altered by asking.
 *
 * @param current empty where the database holds nothing of Sonde
 * @param newest the one to which this Sonde brings databases
 * @param broken whether a migration failed in the middle
 */
public record SchemaVersion(Optional<String> current, String newest, boolean broken) {

  /**
   * That of a database.
   *
   * @throws DatabaseException with a sentence for the user when it cannot be reached or entered
   */
  public static SchemaVersion of(DatabaseAddress address) {
    Database.greet(address);
    try {
      var info = Migrations.flyway(address).load().info();
      MigrationInfo current = info.current();
      String newest =
          Arrays.stream(info.all())
              .filter(migration -> migration.getState().isResolved())
              .map(MigrationInfo::getVersion)
              .max(MigrationVersion::compareTo)
              .map(MigrationVersion::toString)
              .orElseThrow();
      boolean broken =
          Arrays.stream(info.all()).anyMatch(migration -> migration.getState().isFailed());
      return new SchemaVersion(
          Optional.ofNullable(current).map(MigrationInfo::getVersion).map(Object::toString),
          newest,
          broken);
    } catch (FlywayException e) {
      throw refusal(address, e);
    }
  }

  /**
   * Makes the schema of a version in an empty database, for rows of that version.
   *
   * @throws DatabaseException when that cannot be
   */
  public static void make(DatabaseAddress address, String version) {
    try {
      Flyway flyway = Migrations.flyway(address).target(version).load();
      flyway.migrate();
    } catch (FlywayException e) {
      throw refusal(address, e);
    }
  }

  /** Throws {@link DatabaseException} for a version that only a newer Sonde knows. */
  public void requireKnown(String version) {
    if (compare(version, newest) > 0) {
      throw new DatabaseException(
          "This was written by a newer Sonde (schema version %s; this one knows up to %s): use that one."
              .formatted(version, newest),
          null);
    }
  }

  /** Whether the database was written by a newer Sonde. */
  public boolean ahead() {
    return current.isPresent() && compare(current.get(), newest) > 0;
  }

  /** Whether this Sonde will alter the database when it is started. */
  public boolean behind() {
    return current.isPresent() && compare(current.get(), newest) < 0;
  }

  private static int compare(String one, String other) {
    return MigrationVersion.fromVersion(one).compareTo(MigrationVersion.fromVersion(other));
  }

  private static DatabaseException refusal(DatabaseAddress address, FlywayException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return Faults.opening(address, sql);
      }
    }
    return new DatabaseException(
        "The schema of the database %s cannot be read: %s"
            .formatted(
                address.place(),
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("")),
        failure);
  }
}
