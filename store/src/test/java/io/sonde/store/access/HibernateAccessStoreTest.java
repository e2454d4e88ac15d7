package io.sonde.store.access;

import io.sonde.store.Client;
import io.sonde.store.Store;
import io.sonde.store.TestServer;
import io.sonde.store.database.DatabaseAddress;
import io.sonde.web.port.AccessStore;
import io.sonde.web.port.AccessStoreContract;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

class HibernateAccessStoreTest extends AccessStoreContract {
  @RegisterExtension static final TestServer SERVER = new TestServer();

  private static DatabaseAddress address;
  private static Store store;

  /** Not owned by this process: a command writes beside the server. */
  @BeforeAll
  static void openOnce() throws Exception {
    address = SERVER.emptyDatabase();
    store = Store.open(address);
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Override
  protected AccessStore emptyStore() {
    try {
      new Client(address).execute("TRUNCATE access_token, audit_entry");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return store.access();
  }
}
