package io.sonde.store.backup;

import io.sonde.store.database.DatabaseAddress;
import io.sonde.store.database.DatabaseException;
import io.sonde.store.database.SchemaVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.PGConnection;

/**
 * The rows of a database as they were at one moment, whatever is written meanwhile; nobody has to
 * wait for it. Not thread-safe.
 */
public final class DatabaseSnapshot implements AutoCloseable {
  private static final String COLUMNS =
      """
      select table_name, column_name from information_schema.columns
      where table_schema = current_schema() and is_generated = 'NEVER'
      order by table_name, ordinal_position
      """;

  private final DatabaseAddress address;
  private final Connection connection;
  private final String schemaVersion;
  private final List<Table> tables;

  private DatabaseSnapshot(
      DatabaseAddress address, Connection connection, String schemaVersion, List<Table> tables) {
    this.address = address;
    this.connection = connection;
    this.schemaVersion = schemaVersion;
    this.tables = tables;
  }

  /**
   * Takes a snapshot.
   *
   * @param wanted the tables; those that the database does not have are left out
   * @throws DatabaseException when it cannot be reached, or holds nothing of Sonde
   */
  public static DatabaseSnapshot of(DatabaseAddress address, Set<String> wanted) {
    String version =
        SchemaVersion.of(address)
            .current()
            .orElseThrow(
                () -> new DatabaseException("There is nothing of Sonde in " + address + ".", null));
    try {
      Connection connection =
          DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
      try {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        return new DatabaseSnapshot(address, connection, version, tables(connection, wanted));
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw failed(address, e);
    }
  }

  private static List<Table> tables(Connection connection, Set<String> wanted) throws SQLException {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    try (var statement = connection.createStatement()) {
      statement.execute("set local timezone = 'UTC'");
      statement.execute("set local datestyle = 'ISO'");
      try (ResultSet rows = statement.executeQuery(COLUMNS)) {
        while (rows.next()) {
          if (wanted.contains(rows.getString(1))) {
            columns
                .computeIfAbsent(rows.getString(1), name -> new ArrayList<>())
                .add(rows.getString(2));
          }
        }
      }
    }
    List<Table> tables = new ArrayList<>();
    for (String name : ReferenceOrder.of(connection, columns.keySet())) {
      tables.add(new Table(name, columns.getOrDefault(name, List.of())));
    }
    return tables;
  }

  /** The version of the schema that the rows are of. */
  public String schemaVersion() {
    return schemaVersion;
  }

  /** The tables, in an order in which none refers to a later one. */
  public List<Table> tables() {
    return tables;
  }

  /**
   * Writes the rows of a table as CSV with a head; the stream stays open.
   *
   * @return how many they are
   * @throws IOException when the stream does not take them
   */
  public long write(Table table, OutputStream out) throws IOException {
    try {
      return connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut("copy " + table.sql() + " to stdout (format csv, header)", out);
    } catch (SQLException e) {
      throw failed(address, e);
    }
  }

  private static DatabaseException failed(DatabaseAddress address, SQLException e) {
    return new DatabaseException(
        "The database " + address + " cannot be read: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(address, e);
    }
  }
}
