package io.sonde.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sonde.search.port.SweepStore.StoreUnavailable;
import io.sonde.store.Client;
import io.sonde.store.Store;
import io.sonde.store.TestServer;
import java.sql.Connection;
import java.time.Duration;
import org.hibernate.StatelessSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one side does when the other one vanishes or stands still. */
class PooledConnectionTest {
  @RegisterExtension static final TestServer SERVER = new TestServer();

  private Client client;
  private Store store;
  private Transactions transactions;

  @BeforeEach
  void open() throws Exception {
    DatabaseAddress address = SERVER.emptyDatabase();
    client = new Client(address);
    store = Store.open(address);
    transactions = new Transactions(store.database(), StoreUnavailable::new);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void theServerNoticesSoonThatThisMachineIsGone() {
    assertThat(setting("tcp_keepalives_idle")).isEqualTo("10");
    assertThat(setting("tcp_keepalives_interval")).isEqualTo("5");
    assertThat(setting("tcp_keepalives_count")).isEqualTo("3");
    assertThat(setting("tcp_user_timeout")).isEqualTo("25000");
    assertThat(setting("idle_in_transaction_session_timeout")).isEqualTo("5min");
  }

  @Test
  void whatTheServerWasToldOutlastsATransactionThatIsRolledBack() {
    assertThatThrownBy(
            () ->
                transactions.reading(
                    session -> {
                      throw new IllegalArgumentException("rolled back");
                    }))
        .hasMessageContaining("rolled back");
    theServerNoticesSoonThatThisMachineIsGone();
  }

  @Test
  void aConnectionThatWaitsForWorkIsInNoTransaction() throws Exception {
    assertThat(
            client.query(
                "select string_agg(distinct state, ' ') from pg_stat_activity"
                    + " where datname = current_database() and application_name = 'sonde'"))
        .isEqualTo("idle");
  }

  @Test
  void anAnswerIsNotWaitedForWithoutEnd() {
    int millis =
        transactions.reading(session -> session.doReturningWork(Connection::getNetworkTimeout));
    assertThat(Duration.ofMillis(millis)).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void aTransactionThatStoodStillForTooLongIsToBeTriedAgain() {
    assertThatThrownBy(() -> transactions.reading(this::standStill))
        .isInstanceOf(StoreUnavailable.class)
        .hasStackTraceContaining("idle-in-transaction timeout");
    assertThat(setting("server_version_num")).startsWith("1");
  }

  private String standStill(StatelessSession session) {
    session
        .createNativeMutationQuery("set local idle_in_transaction_session_timeout = '20ms'")
        .executeUpdate();
    String pid = text(session, "select cast(pg_backend_pid() as text)");
    String there = "select count(*) from pg_stat_activity where pid = " + pid;
    await().atMost(Duration.ofMinutes(1)).until(() -> client.query(there).equals("0"));
    return text(session, "select 'late'");
  }

  private String setting(String name) {
    return transactions.reading(session -> text(session, "select current_setting('" + name + "')"));
  }

  private static String text(StatelessSession session, String sql) {
    return session.createNativeQuery(sql, String.class).getSingleResult();
  }
}
