package io.sonde.app.doctor;

import io.sonde.app.database.HomeDatabase;
import io.sonde.app.home.Home;
import io.sonde.app.home.ServerRecord;
import io.sonde.store.Store;
import io.sonde.store.database.DatabaseAddress;
import io.sonde.store.database.DatabaseCheckup;
import io.sonde.store.database.DatabaseException;
import io.sonde.store.database.SchemaVersion;
import io.sonde.store.embedded.EmbeddedPostgresException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The database: reachable, of which version, how it fares, and what is in it that should not be.
 */
final class DatabaseCheck implements Check {
  private static final Duration SKEW = Duration.ofSeconds(2);
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final int CONNECTIONS_OF_OURS = 10;
  private final Home home;
  private final Supplier<Optional<HomeDatabase>> open;
  private final Optional<ServerRecord> server;

  DatabaseCheck(Home home, Supplier<Optional<HomeDatabase>> open, Optional<ServerRecord> server) {
    this.home = home;
    this.open = open;
    this.server = server;
  }

  @Override
  public String part() {
    return "database";
  }

  @Override
  public void run(Findings findings) {
    try (HomeDatabase database = open.get().orElse(null)) {
      if (database == null) {
        findings.ok(part(), "none was made yet; the first server makes an embedded one");
        return;
      }
      look(findings, database.address());
    } catch (DatabaseException | EmbeddedPostgresException e) {
      findings.error(
          part(),
          String.valueOf(e.getMessage()),
          "a server cannot start, or waits, without its database",
          "do what the sentence says; an embedded database's log is "
              + home.folder().resolve("postgres/server.log"));
    }
  }

  private void look(Findings findings, DatabaseAddress address) {
    DatabaseCheckup seen = DatabaseCheckup.of(address);
    findings.ok(
        part(),
        "%s answers: PostgreSQL %s, %d MB".formatted(address, seen.server(), seen.bytes() >> 20));
    fares(findings, seen);
    if (schema(findings, seen.schema())) {
      try (Store store = Store.open(address)) {
        new StoredStateCheck(store, server).run(findings);
      }
    }
  }

  private void fares(Findings findings, DatabaseCheckup seen) {
    if (seen.skew().abs().compareTo(SKEW) > 0) {
      findings.warning(
          part(),
          "its clock is %d s off this machine's".formatted(seen.skew().toSeconds()),
          "times that it writes do not fit those of the server",
          "let both machines take the time from the network (timedatectl set-ntp true)");
    }
    if (seen.readOnly()) {
      findings.error(
          part(),
          "it takes no writes: it is a standby, or set to read only",
          "a server cannot store anything",
          "name the primary with --database, or end default_transaction_read_only");
    }
    seen.oldest()
        .filter(one -> one.age().compareTo(LONG) > 0)
        .ifPresent(
            one ->
                findings.warning(
                    part(),
                    "a transaction of %s (process %d) is open for %d minutes"
                        .formatted(one.application(), one.pid(), one.age().toMinutes()),
                    "tables grow, because nothing that it may still see can be cleared away",
                    "end that program, or: select pg_terminate_backend(" + one.pid() + ")"));
    if (seen.freeConnections() < CONNECTIONS_OF_OURS) {
      findings.warning(
          part(),
          "only %d connections are left".formatted(seen.freeConnections()),
          "a server uses up to " + CONNECTIONS_OF_OURS,
          "raise max_connections, or close what other programs hold open");
    }
  }

  /** Whether the stored state can be read by this program. */
  private boolean schema(Findings findings, SchemaVersion schema) {
    if (schema.current().isEmpty()) {
      findings.ok(part(), "it holds nothing of Sonde yet; the first server makes the tables");
      return false;
    }
    String version = schema.current().get();
    if (schema.broken()) {
      findings.error(
          part(),
          "a change of its schema failed in the middle (version " + version + ")",
          "no server starts on it",
          "restore the last backup into an empty database, and report what the log says");
      return false;
    }
    if (schema.ahead()) {
      findings.error(
          part(),
          "its schema has version %s, this Sonde knows up to %s"
              .formatted(version, schema.newest()),
          "a newer Sonde has written it, and this one would not understand it",
          "use that newer Sonde, or restore a backup from before");
      return false;
    }
    if (schema.behind()) {
      findings.warning(
          part(),
          "its schema has version %s, this Sonde brings it to %s"
              .formatted(version, schema.newest()),
          "an older Sonde cannot use it after that",
          "make a backup before you start this version: sonde backup FILE");
      return false;
    }
    findings.ok(part(), "its schema has version " + version + ", as this Sonde wants it");
    return true;
  }
}
