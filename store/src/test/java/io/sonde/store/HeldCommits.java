package io.sonde.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sonde.store.database.DatabaseAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Holds the commits of those who insert into a table, as a slow disk can: the server has been told
 * to commit, and nobody sees yet what is committed. Whoever waits then, waits for the server.
 */
final class HeldCommits implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final String HOLD =
      """
      create function hold() returns trigger language plpgsql as
        'begin perform pg_advisory_xact_lock_shared(4711); return null; end';
      create constraint trigger hold after insert on %s deferrable initially deferred
        for each row execute function hold();
      """;

  private static final String WAITING =
      " from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

  private final Client client;
  private final Connection holder;

  private HeldCommits(DatabaseAddress address, Connection holder) {
    this.client = new Client(address);
    this.holder = holder;
  }

  /** Those of inserts into a table, until this is closed. */
  static HeldCommits of(DatabaseAddress address, String table) throws SQLException {
    new Client(address).execute(HOLD.formatted(table));
    Connection holder =
        DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    try (var lock = holder.createStatement()) {
      lock.execute("select pg_advisory_lock(4711)");
    }
    return new HeldCommits(address, holder);
  }

  /** Waits until one commits; the port from which its client came. */
  int awaitCommit() throws SQLException {
    awaitWaiting(1);
    assertThat(client.query("select query" + WAITING)).isEqualTo("COMMIT");
    return Integer.parseInt(client.query("select client_port" + WAITING));
  }

  /** Waits until so many wait for the server. */
  void awaitWaiting(int count) {
    await()
        .atMost(PATIENCE)
        .until(() -> client.query("select count(*)" + WAITING).equals("" + count));
  }

  /** Lets them come to their end. */
  @Override
  public void close() throws SQLException {
    holder.close();
  }
}
