package io.sonde.store.sweep;

import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepStore;
import io.sonde.search.port.SweepStoreContract;
import io.sonde.store.Client;
import io.sonde.store.Store;
import io.sonde.store.TestServer;
import io.sonde.store.database.DatabaseAddress;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

class HibernateSweepStoreTest extends SweepStoreContract {
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
  protected SweepStore emptyStore() {
    try {
      new Client(address).execute("TRUNCATE sweep CASCADE");
      new Client(address).execute("UPDATE deleted SET sweep = 0");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return store.sweeps();
  }

  @Override
  protected SweepReader readerOf(SweepStore written) {
    return store.reader();
  }
}
