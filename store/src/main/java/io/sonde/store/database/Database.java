package io.sonde.store.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.cfg.BatchSettings;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open PostgreSQL database with this Sonde's schema in it. Thread-safe.
 *
 * <p>Reading needs nothing more; writing needs {@link #own}.
 */
public final class Database implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Database.class);
  private static final int OLDEST_SERVER = 130000;
  private static final int CONNECTIONS = 8;
  private static final int BATCH = 500;
  private static final Duration PATIENCE_FOR_A_CONNECTION = Duration.ofSeconds(3);

  /** Longer than any statement takes; without it a server that has vanished is waited for. */
  private static final Duration PATIENCE_FOR_AN_ANSWER = Duration.ofMinutes(10);

  private final DatabaseAddress address;
  private final HikariDataSource pool;
  private final SessionFactory sessions;
  private volatile @Nullable Ownership ownership;

  private Database(DatabaseAddress address, HikariDataSource pool, SessionFactory sessions) {
    this.address = address;
    this.pool = pool;
    this.sessions = sessions;
  }

  /**
   * Opens a database, first creating or renewing its schema where that is needed.
   *
   * @param entities the classes that are kept in it
   * @throws DatabaseException with a sentence for the user when it cannot be reached or entered, or
   *     is too old or too new
   */
  public static Database open(DatabaseAddress address, List<Class<?>> entities) {
    greet(address);
    new Migrations(address).apply();
    HikariDataSource pool = new HikariDataSource(settings(address));
    try {
      return new Database(address, pool, sessions(pool, entities));
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  /** Knocks once by hand, because a pool and a migration wrap what the server says in much else. */
  static void greet(DatabaseAddress address) {
    try (Connection connection =
            DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
        var statement = connection.createStatement();
        var version = statement.executeQuery("show server_version_num")) {
      version.next();
      if (version.getInt(1) < OLDEST_SERVER) {
        throw new DatabaseException(
            "The database "
                + address.place()
                + " is PostgreSQL "
                + version.getInt(1) / 10000
                + ", but 13 or newer is needed.",
            null);
      }
    } catch (SQLException e) {
      throw Faults.opening(address, e);
    }
  }

  private static HikariConfig settings(DatabaseAddress address) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("sonde");
    config.setJdbcUrl(address.jdbcUrl());
    config.setUsername(address.user());
    config.setPassword(address.password());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(PATIENCE_FOR_A_CONNECTION.toMillis());
    config.setAutoCommit(false);
    config.setConnectionInitSql(LostClients.NOTICED_AND_ENDED);
    // Commits what was just set: it would end with the first transaction that is rolled back.
    config.setIsolateInternalQueries(true);
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("socketTimeout", "" + PATIENCE_FOR_AN_ANSWER.toSeconds());
    config.addDataSourceProperty("ApplicationName", "sonde");
    return config;
  }

  private static SessionFactory sessions(HikariDataSource pool, List<Class<?>> entities) {
    return new HibernatePersistenceConfiguration("sonde")
        .managedClasses(entities)
        .property(JdbcSettings.JAKARTA_NON_JTA_DATASOURCE, pool)
        .property(JdbcSettings.CONNECTION_PROVIDER_DISABLES_AUTOCOMMIT, true)
        .property(BatchSettings.STATEMENT_BATCH_SIZE, BATCH)
        .createEntityManagerFactory();
  }

  /**
   * Takes the database for this process, which may write from now on.
   *
   * @return to be closed to give it free
   * @throws DatabaseInUseException when another server owns it
   */
  public Ownership own(DatabaseOwner self) {
    Ownership taken = Ownership.take(address, self);
    ownership = taken;
    return taken;
  }

  Ownership ownership() {
    Ownership taken = ownership;
    if (taken == null) {
      throw new IllegalStateException("The database must be owned before it is written");
    }
    return taken;
  }

  /** Runs work in a transaction; an error of the work, or of the commit, rolls it back. */
  <T> T transact(Function<StatelessSession, T> work) {
    try {
      return sessions.fromStatelessTransaction(work);
    } catch (RuntimeException e) {
      throw Faults.outage(address, e).map(RuntimeException.class::cast).orElse(e);
    }
  }

  /**
   * Why nothing can be written now, a sentence without names of hosts and users; empty while it
   * can. Blocks for some seconds where the database does not answer.
   */
  public Optional<String> trouble() {
    Ownership taken = ownership;
    if (taken == null) {
      return Optional.of("This server has not taken the database.");
    }
    try {
      return transact(
          session -> {
            taken.require(session);
            return Optional.<String>empty();
          });
    } catch (DatabaseInUseException e) {
      return Optional.of("Another server has taken the database.");
    } catch (RuntimeException e) {
      log.debug("The database does not answer", e);
      return Optional.of("The database does not answer.");
    }
  }

  /** How many connections work. */
  public int activeConnections() {
    return pool.getHikariPoolMXBean().getActiveConnections();
  }

  /** How many connections wait for work. */
  public int idleConnections() {
    return pool.getHikariPoolMXBean().getIdleConnections();
  }

  /** How many threads wait for a connection. */
  public int awaitedConnections() {
    return pool.getHikariPoolMXBean().getThreadsAwaitingConnection();
  }

  /** How many connections there can be. */
  public int mostConnections() {
    return pool.getMaximumPoolSize();
  }

  /** Closes all connections. */
  @Override
  public void close() {
    Ownership taken = ownership;
    if (taken != null) {
      taken.close();
    }
    sessions.close();
    pool.close();
  }
}
