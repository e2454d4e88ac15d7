package io.sonde.store.webhook;

import io.sonde.store.Client;
import io.sonde.store.Store;
import io.sonde.store.TestServer;
import io.sonde.store.database.DatabaseAddress;
import io.sonde.web.port.WebhookStore;
import io.sonde.web.port.WebhookStoreContract;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

class HibernateWebhookStoreTest extends WebhookStoreContract {
  @RegisterExtension static final TestServer SERVER = new TestServer();

  private static DatabaseAddress address;
  private static Store store;

  @BeforeAll
  static void openOnce() throws Exception {
    address = SERVER.emptyDatabase();
    store = Store.open(address);
    store.own("");
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Override
  protected WebhookStore emptyStore() {
    try {
      Client client = new Client(address);
      client.execute("TRUNCATE webhook, webhook_delivery");
      client.execute("UPDATE webhook_position SET sequence = 0");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return store.webhooks();
  }
}
