package io.sonde.store.sweep;

import io.sonde.search.port.Milestones;
import io.sonde.search.port.MilestonesContract;
import io.sonde.search.port.SweepStore;
import io.sonde.store.Store;
import io.sonde.store.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

class HibernateMilestonesTest extends MilestonesContract {
  @RegisterExtension static final TestServer SERVER = new TestServer();

  private static Store store;

  @BeforeAll
  static void openOnce() throws Exception {
    store = Store.open(SERVER.emptyDatabase());
    store.own("");
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Override
  protected SweepStore sweeps() {
    return store.sweeps();
  }

  @Override
  protected Milestones milestones() {
    return store.milestones();
  }
}
