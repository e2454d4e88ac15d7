package io.sonde.store.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a database fares, as anybody who may enter it can see. Nothing is altered by looking.
 *
 * @param server the version of PostgreSQL
 * @param bytes how large the database is
 * @param skew how far its clock is ahead of this machine's
 * @param readOnly whether it takes no writes
 * @param oldest the transaction that is open for longest; empty where none is
 * @param freeConnections how many more it takes
 */
public record DatabaseCheckup(
    String server,
    SchemaVersion schema,
    long bytes,
    Duration skew,
    boolean readOnly,
    Optional<OpenTransaction> oldest,
    int freeConnections) {

  private static final String STATE =
      """
      select current_setting('server_version'), pg_database_size(current_database()),
        extract(epoch from clock_timestamp()),
        pg_is_in_recovery() or current_setting('transaction_read_only') = 'on',
        cast(current_setting('max_connections') as integer)
          - cast(current_setting('superuser_reserved_connections') as integer)
          - (select count(*) from pg_stat_activity where backend_type = 'client backend')
      """;

  private static final String OLDEST =
      """
      select pid, coalesce(nullif(application_name, ''), usename, '?'),
        extract(epoch from clock_timestamp() - xact_start)
      from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null
      order by xact_start limit 1
      """;

  /** A transaction of somebody. */
  public record OpenTransaction(long pid, String application, Duration age) {}

  /**
   * Looks at a database.
   *
   * @throws DatabaseException with a sentence for the user when it cannot be reached or entered
   */
  public static DatabaseCheckup of(DatabaseAddress address) {
    SchemaVersion schema = SchemaVersion.of(address);
    try (Connection connection =
            DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
        var statement = connection.createStatement()) {
      Optional<OpenTransaction> oldest = oldest(statement.executeQuery(OLDEST));
      Instant begin = Instant.now();
      ResultSet row = statement.executeQuery(STATE);
      row.next();
      Instant middle = begin.plus(Duration.between(begin, Instant.now()).dividedBy(2));
      return new DatabaseCheckup(
          row.getString(1),
          schema,
          row.getLong(2),
          Duration.between(middle, instant(row.getDouble(3))),
          row.getBoolean(4),
          oldest,
          row.getInt(5));
    } catch (SQLException e) {
      throw Faults.opening(address, e);
    }
  }

  private static Instant instant(double seconds) {
    return Instant.ofEpochMilli(Math.round(seconds * 1000));
  }

  private static Optional<OpenTransaction> oldest(ResultSet rows) throws SQLException {
    return rows.next()
        ? Optional.of(
            new OpenTransaction(
                rows.getLong(1),
                rows.getString(2),
                Duration.ofMillis(Math.round(rows.getDouble(3) * 1000))))
        : Optional.empty();
  }
}
