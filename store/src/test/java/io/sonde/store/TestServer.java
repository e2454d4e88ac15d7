package io.sonde.store;

import io.sonde.store.database.DatabaseAddress;
import io.sonde.store.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** One PostgreSQL server for all test classes of this process; each asks it for databases. */
public final class TestServer implements BeforeAllCallback {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private EmbeddedPostgres postgres;

  @Override
  public void beforeAll(ExtensionContext context) {
    postgres =
        context
            .getRoot()
            .getStore(Namespace.create(TestServer.class))
            .computeIfAbsent("server", key -> new Server(), Server.class)
            .postgres;
  }

  /** The server itself, for tests that kill it; it comes back by itself. */
  public EmbeddedPostgres postgres() {
    return postgres;
  }

  /** A new empty database. */
  public DatabaseAddress emptyDatabase() throws SQLException {
    String name = "test_" + DATABASES.incrementAndGet();
    new Client(postgres.address()).execute("CREATE DATABASE " + name);
    String url = postgres.address().jdbcUrl().replaceAll("/[^/]+$", "/" + name);
    return new DatabaseAddress(url, postgres.address().user(), postgres.address().password());
  }

  private static final class Server implements AutoCloseable {
    private final Path home;
    private final EmbeddedPostgres postgres;

    Server() {
      try {
        home = Files.createTempDirectory("sonde-test-server-");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      postgres = EmbeddedPostgres.start(home);
    }

    @Override
    public void close() throws IOException {
      postgres.close();
      try (Stream<Path> paths = Files.walk(home)) {
        for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
          Files.delete(path);
        }
      }
    }
  }
}
