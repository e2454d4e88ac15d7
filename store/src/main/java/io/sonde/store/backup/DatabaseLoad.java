package io.sonde.store.backup;

import io.sonde.store.database.DatabaseAddress;
import io.sonde.store.database.DatabaseException;
import io.sonde.store.database.SchemaVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills an empty database with the rows of a {@link DatabaseSnapshot}, all or none: what was not
 * committed when it is closed is taken away, tables and all. Not thread-safe.
 */
public final class DatabaseLoad implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DatabaseLoad.class);
  private static final String HELD =
      """
      select c.relname from pg_class c
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
      order by 1
      """;

  private final DatabaseAddress address;
  private final Connection connection;
  private boolean committed;

  private DatabaseLoad(DatabaseAddress address, Connection connection) {
    this.address = address;
    this.connection = connection;
  }

  /**
   * Begins to fill a database.
   *
   * @param schemaVersion that of the rows to come
   * @throws DatabaseException when it cannot be reached, is not empty, or the version is newer than
   *     what this Sonde knows
   */
  public static DatabaseLoad into(DatabaseAddress address, String schemaVersion) {
    SchemaVersion.of(address).requireKnown(schemaVersion);
    try {
      Connection connection =
          DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
      try {
        List<String> held = held(connection);
        if (!held.isEmpty()) {
          throw new DatabaseException(
              "The database %s is not empty (it has %s): restore into a fresh one (createdb)."
                  .formatted(address, held.get(0)),
              null);
        }
        DatabaseLoad load = new DatabaseLoad(address, connection);
        load.begin(schemaVersion);
        return load;
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw failed(address, e);
    }
  }

  private void begin(String schemaVersion) throws SQLException {
    try {
      SchemaVersion.make(address, schemaVersion);
      connection.setAutoCommit(false);
    } catch (RuntimeException e) {
      clear();
      throw e;
    }
  }

  private static List<String> held(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(HELD)) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  /**
   * Puts the rows of a table in, in the place of those that its making left there; the stream stays
   * open.
   *
   * @return how many they were
   */
  public long read(Table table, InputStream rows) throws IOException {
    try (var statement = connection.createStatement()) {
      statement.execute("delete from \"" + table.name() + "\"");
      long count =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("copy " + table.sql() + " from stdin (format csv, header)", rows);
      continueNumbers(table);
      return count;
    } catch (SQLException e) {
      throw failed(address, e);
    }
  }

  /** Columns that count by themselves go on after the highest number there is. */
  private void continueNumbers(Table table) throws SQLException {
    try (var names =
        connection.prepareStatement(
            "select column_name from information_schema.columns where table_schema ="
                + " current_schema() and table_name = ? and is_identity = 'YES'")) {
      names.setString(1, table.name());
      try (ResultSet rows = names.executeQuery();
          var set = connection.createStatement()) {
        while (rows.next()) {
          String column = rows.getString(1);
          set.execute(
              ("select setval(pg_get_serial_sequence('\"%1$s\"', '%2$s'), greatest(max(\"%2$s\"),"
                      + " 1), max(\"%2$s\") is not null) from \"%1$s\"")
                  .formatted(table.name(), column));
        }
      }
    }
  }

  /** Where attempts wrote down where their logs are: below another folder from now on. */
  public void moveLogs(Path from, Path to) {
    String old = from + "/";
    String fresh = to + "/";
    int tail = old.codePointCount(0, old.length()) + 1;
    try (var attempts =
            connection.prepareStatement(
                "update attempt set log = ? || substr(log, ?) where starts_with(log, ?)");
        var events =
            connection.prepareStatement(
                "update event set change = jsonb_set(change::jsonb, '{log}',"
                    + " to_jsonb(? || substr(change->>'log', ?)))::json"
                    + " where kind = 'attempt_started' and starts_with(change->>'log', ?)")) {
      for (var statement : List.of(attempts, events)) {
        statement.setString(1, fresh);
        statement.setInt(2, tail);
        statement.setString(3, old);
        statement.executeUpdate();
      }
    } catch (SQLException e) {
      throw failed(address, e);
    }
  }

  /** Keeps what was put in. */
  public void commit() {
    try {
      connection.commit();
      committed = true;
    } catch (SQLException e) {
      throw failed(address, e);
    }
  }

  private static DatabaseException failed(DatabaseAddress address, SQLException e) {
    return new DatabaseException(
        "The database " + address + " cannot be filled: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try (connection) {
      if (!committed) {
        if (!connection.getAutoCommit()) {
          connection.rollback();
          connection.setAutoCommit(true);
        }
        clear();
      }
    } catch (SQLException e) {
      log.warn("What was put into {} could not be taken away again: {}", address, e.getMessage());
    }
  }

  private void clear() throws SQLException {
    try (var statement = connection.createStatement()) {
      for (String table : held(connection)) {
        statement.execute("drop table if exists \"" + table + "\" cascade");
      }
    }
  }
}
