package io.sonde.store.lease;

import io.sonde.scheduler.port.LeaseStore;
import io.sonde.scheduler.port.LeaseStoreContract;
import io.sonde.store.Client;
import io.sonde.store.Store;
import io.sonde.store.TestServer;
import io.sonde.store.database.DatabaseAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

class HibernateLeaseStoreTest extends LeaseStoreContract {
  @RegisterExtension static final TestServer SERVER = new TestServer();

  private static DatabaseAddress address;
  private static Store store;

  @BeforeAll
  static void open() throws Exception {
    address = SERVER.emptyDatabase();
    store = Store.open(address);
    store.own("");
  }

  @BeforeEach
  void empty() throws Exception {
    new Client(address).execute("TRUNCATE lease CASCADE");
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Override
  protected LeaseStore store() {
    return store.leases();
  }
}
