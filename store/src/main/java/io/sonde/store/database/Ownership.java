package io.sonde.store.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The claim of one server on a database: an advisory lock, held by a connection of its own, so that
 * it ends with the server however that ends; and a row that names the owner.
 *
 * <p>When the database goes away the lock is taken again once it is back. Every write checks the
 * token in the row, so that a server which lost the database meanwhile to another one cannot write
 * over it. Thread-safe.
 */
public final class Ownership implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Ownership.class);

  /** Any number no other application would choose; it spells the project's name. */
  private static final long LOCK = 0x736f6e6465L;

  private static final int ATTEMPTS = 10;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final DatabaseAddress address;
  private final DatabaseOwner self;
  private final UUID token = UUID.randomUUID();
  private final Thread watcher;
  private volatile Connection connection;
  private volatile boolean closed;

  private Ownership(DatabaseAddress address, DatabaseOwner self) throws SQLException {
    this.address = address;
    this.self = self;
    this.connection = connect();
    this.watcher = new Thread(this::watch, "database-ownership");
    this.watcher.setDaemon(true);
  }

  /** Takes the lock of a database whose schema is there, or says who holds it. */
  static Ownership take(DatabaseAddress address, DatabaseOwner self) {
    try {
      Ownership ownership = new Ownership(address, self);
      try {
        ownership.lockOrRefuse();
        ownership.watcher.start();
        return ownership;
      } catch (SQLException | RuntimeException e) {
        ownership.disconnect();
        throw e;
      }
    } catch (SQLException e) {
      throw Faults.opening(address, e);
    }
  }

  /** A server that was killed a moment ago may still hold the lock until its end is noticed. */
  private void lockOrRefuse() throws SQLException {
    for (int attempt = 1; !locked(); attempt++) {
      if (attempt == ATTEMPTS || !paused(FIRST_PAUSE)) {
        throw new DatabaseInUseException(address, namedOwner());
      }
    }
  }

  /**
   * Checks within a writing transaction that this server still owns the database, and keeps it so
   * until the transaction ends.
   *
   * @throws DatabaseInUseException when another one owns it now
   */
  void require(StatelessSession session) {
    ServerEntity named = session.get(ServerEntity.class, 1, LockMode.PESSIMISTIC_READ);
    if (named == null || !named.bears(token)) {
      throw new DatabaseInUseException(
          address, Optional.ofNullable(named).map(ServerEntity::owner));
    }
  }

  private Connection connect() throws SQLException {
    Connection fresh =
        DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    try (var statement = fresh.createStatement()) {
      statement.execute(LostClients.NOTICED);
    }
    return fresh;
  }

  private boolean locked() throws SQLException {
    try (var lock = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
      lock.setLong(1, LOCK);
      try (ResultSet result = lock.executeQuery()) {
        if (!result.next() || !result.getBoolean(1)) {
          return false;
        }
      }
    }
    try (var row =
        connection.prepareStatement(
            """
            insert into server (id, token, host, pid, since, address) values (1, ?, ?, ?, ?, ?)
            on conflict (id) do update set token = excluded.token, host = excluded.host,
              pid = excluded.pid, since = excluded.since, address = excluded.address
            """)) {
      row.setObject(1, token);
      row.setString(2, self.host());
      row.setLong(3, self.pid());
      row.setTimestamp(4, Timestamp.from(self.since()));
      row.setString(5, self.address());
      row.executeUpdate();
    }
    return true;
  }

  private Optional<DatabaseOwner> namedOwner() throws SQLException {
    return namedOwner(connection);
  }

  private static Optional<DatabaseOwner> namedOwner(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select host, pid, since, address from server")) {
      return row.next()
          ? Optional.of(
              new DatabaseOwner(
                  row.getString(1),
                  row.getLong(2),
                  row.getTimestamp(3).toInstant(),
                  row.getString(4)))
          : Optional.empty();
    }
  }

  /** Sleeps in the connection: nothing arrives there but its end. */
  private void watch() {
    while (!closed) {
      try {
        connection.unwrap(PGConnection.class).getNotifications(0);
      } catch (SQLException lost) {
        if (!closed) {
          log.warn("The lock on the database {} is lost with its connection", address.place());
          disconnect();
          retake();
        }
      }
    }
  }

  private void retake() {
    Duration pause = FIRST_PAUSE;
    while (paused(pause)) {
      try {
        connection = connect();
        if (locked()) {
          log.warn("The lock on the database {} is taken again", address.place());
          return;
        }
        if (!ownRow()) {
          log.error("{}", new DatabaseInUseException(address, namedOwner()).getMessage());
          closed = true;
        }
        disconnect();
      } catch (SQLException stillAway) {
        log.debug("The database is still away: {}", stillAway.getMessage());
      }
      pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
    }
  }

  /**
   * Whether the row still names this server: then it is its own lost connection that holds the
   * lock.
   */
  private boolean ownRow() throws SQLException {
    try (var query = connection.prepareStatement("select 1 from server where token = ?")) {
      query.setObject(1, token);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  private boolean paused(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
      return !closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void disconnect() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException alreadyGone) {
      log.debug("The lock's connection was gone already: {}", alreadyGone.getMessage());
    }
  }

  /** Gives the database free. */
  @Override
  public void close() {
    closed = true;
    watcher.interrupt();
    disconnect();
    try {
      // It may have been about to put a new connection in the place of a lost one.
      watcher.join(LONGEST_PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    disconnect();
  }
}
