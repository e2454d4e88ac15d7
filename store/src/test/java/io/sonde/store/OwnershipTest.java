package io.sonde.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sonde.store.database.DatabaseAddress;
import io.sonde.store.database.DatabaseInUseException;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One server owns a database at a time, whatever is killed. */
class OwnershipTest {
  @RegisterExtension static final TestServer SERVER = new TestServer();

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String LOCK_HOLDER =
      "select pid from pg_locks join pg_database d on d.oid = database"
          + " where locktype = 'advisory' and granted and datname = current_database()";

  private DatabaseAddress database;
  private Client client;

  @BeforeEach
  void makeDatabase() throws Exception {
    database = SERVER.emptyDatabase();
    client = new Client(database);
  }

  private OtherJvm otherServer() throws Exception {
    return OtherJvm.running(
        OwningHost.class, database.jdbcUrl(), database.user(), database.password());
  }

  @Test
  void aSecondServerIsToldWhichHostAndProcessHoldsTheDatabase() throws Exception {
    try (OtherJvm other = otherServer();
        Store store = Store.open(database)) {
      assertThat(other.answer()).startsWith("ready");
      assertThatThrownBy(() -> store.own(""))
          .isInstanceOfSatisfying(
              DatabaseInUseException.class,
              refused ->
                  assertThat(refused.owner().orElseThrow().address())
                      .isEqualTo("http://127.0.0.1:4711"))
          .hasMessageContaining(
              "process " + other.pid() + " on " + InetAddress.getLocalHost().getHostName());
      assertThat(store.reader().lastSequence()).isZero();
    }
  }

  @Test
  void aClosedOrKilledServerLeavesTheDatabaseFree() throws Exception {
    Store.open(database).close();
    try (Store first = Store.open(database)) {
      first.own("").close();
      first.own("");
    }
    OtherJvm killed = otherServer();
    assertThat(killed.answer()).startsWith("ready");
    killed.kill();
    try (Store store = Store.open(database)) {
      store.own("");
      store.leases().release("any job");
    }
  }

  @Test
  void theLockIsTakenAgainAfterTheDatabaseWasKilled() throws Exception {
    try (Store store = Store.open(database)) {
      store.own("");
      long killed = SERVER.postgres().pid();
      ProcessHandle.of(killed).orElseThrow().destroyForcibly();
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> SERVER.postgres().pid() != killed && !client.query(LOCK_HOLDER).isEmpty());
      await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> store.leases().release("x"));
      try (Store second = Store.open(database)) {
        assertThatThrownBy(() -> second.own(""))
            .isInstanceOf(DatabaseInUseException.class)
            .hasMessageContaining("process " + ProcessHandle.current().pid() + " on ");
      }
    }
  }

  @Test
  void aServerThatLostTheDatabaseToAnotherCannotWriteAnyMore() throws Exception {
    try (Store store = Store.open(database)) {
      store.own("");
      client.execute("update server set token = gen_random_uuid(), host = 'elsewhere', pid = 4711");
      assertThatThrownBy(() -> store.leases().release("any job"))
          .isInstanceOf(DatabaseInUseException.class)
          .hasMessageContaining("process 4711 on elsewhere");
      assertThat(store.leases().all()).isEmpty();
      assertThat(store.database().trouble()).hasValue("Another server has taken the database.");
    }
  }

  @Test
  void aLostConnectionDoesNotLoseTheLock() throws Exception {
    try (Store store = Store.open(database)) {
      store.own("");
      String holder = client.query(LOCK_HOLDER);
      client.query("select pg_terminate_backend(" + holder + ")");
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> !client.query(LOCK_HOLDER).equals(holder));
      store.leases().release("any job");
    }
  }
}
