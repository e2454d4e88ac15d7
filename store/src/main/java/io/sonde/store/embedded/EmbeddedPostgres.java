package io.sonde.store.embedded;

import io.sonde.store.database.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL server that belongs to this process and keeps its data under a home folder.
 *
 * <p>It listens on the loopback interface only, asks for a password, and is durable ({@code fsync}
 * and {@code synchronous_commit} are on). The first start unpacks its programs and creates the
 * cluster; later ones take a fraction of a second. While this object is open the server is watched:
 * when it dies it is started again on the same port. When this process dies instead, the server
 * remains, and the next start in the same home stops it before it starts its own.
 *
 * <p>Thread-safe. Works for root and for ordinary users on Linux, and for ordinary users on macOS.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
  private static final int ATTEMPTS_AT_A_PORT = 5;

  private final HomeLock lock;
  private final Supervisor supervisor;
  private final DatabaseAddress address;
  private boolean closed;

  private EmbeddedPostgres(HomeLock lock, Supervisor supervisor, DatabaseAddress address) {
    this.lock = lock;
    this.supervisor = supervisor;
    this.address = address;
  }

  /**
   * Starts the server of a home folder and returns when it takes connections.
   *
   * @param home the home folder; made if it is not there. The server's own files lie in its {@code
   *     postgres} folder
   * @throws HomeInUseException when another process, or this one already, has it open
   * @throws EmbeddedPostgresException when it cannot be started, with a sentence that says why
   */
  public static EmbeddedPostgres start(Path home) {
    try {
      PostgresFolder folder = PostgresFolder.under(home);
      HomeLock lock = HomeLock.acquire(folder);
      try {
        return start(folder, lock);
      } catch (IOException | InterruptedException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw EmbeddedPostgresException.inFolder(home, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedPostgresException("The start of the embedded database was interrupted", e);
    }
  }

  /**
   * How to reach the server of a home that runs already, whoever started it; empty where none does.
   * Nothing is started or altered.
   *
   * @throws EmbeddedPostgresException when its files cannot be read
   */
  public static Optional<DatabaseAddress> running(Path home) {
    try {
      Optional<PostgresFolder> folder = PostgresFolder.existing(home);
      Optional<PostmasterFile> file =
          folder.isEmpty() ? Optional.empty() : PostmasterFile.in(folder.get().data());
      if (file.filter(f -> f.ready() && f.namesRunningServer()).isEmpty()) {
        return Optional.empty();
      }
      String password = Files.readString(folder.get().password()).strip();
      return Optional.of(address(file.get().port(), password));
    } catch (IOException e) {
      throw EmbeddedPostgresException.inFolder(home, e);
    }
  }

  private static DatabaseAddress address(int port, String password) {
    return new DatabaseAddress(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + Cluster.DATABASE, Cluster.USER, password);
  }

  private static EmbeddedPostgres start(PostgresFolder folder, HomeLock lock)
      throws IOException, InterruptedException {
    folder.removeUnfinished();
    String password = KeptPassword.of(folder);
    PostgresPrograms programs = PostgresArchive.forThisSystem().unpackInto(folder);
    Cluster cluster = Cluster.open(folder, programs, password);
    cluster.stopLeftOver();
    Postmaster postmaster = launch(cluster, new KeptPort(folder.port()));
    DatabaseAddress address = address(postmaster.port(), password);
    log.info("The embedded database runs on port {} (pid {})", postmaster.port(), postmaster.pid());
    return new EmbeddedPostgres(lock, Supervisor.of(cluster, postmaster), address);
  }

  private static Postmaster launch(Cluster cluster, KeptPort kept)
      throws IOException, InterruptedException {
    OptionalInt last = kept.last();
    int port = last.isPresent() ? last.getAsInt() : KeptPort.free();
    for (int attempt = 1; ; attempt++) {
      try {
        Postmaster postmaster = cluster.launch(port);
        kept.keep(port);
        return postmaster;
      } catch (PortTakenException taken) {
        if (attempt == ATTEMPTS_AT_A_PORT) {
          throw taken;
        }
        port = KeptPort.free();
        log.info("{} It moves to port {}.", taken.getMessage(), port);
      }
    }
  }

  /** How to reach the database. The same for as long as this object is open. */
  public DatabaseAddress address() {
    return address;
  }

  /** The id of the server's process at this moment; another one after the server died. */
  public long pid() {
    return supervisor.current().pid();
  }

  /**
   * Stops the server and gives the home folder free. Open connections are cut, their transactions
   * rolled back. Closing twice does nothing more.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    // An interrupt is kept for the caller: it must not make the server stay behind.
    boolean interrupted = Thread.interrupted();
    try (lock) {
      supervisor.stop();
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          "The embedded database could not be stopped: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
