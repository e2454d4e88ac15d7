package io.sonde.scheduler.port;

class InMemoryLeaseStoreTest extends LeaseStoreContract {

  private final LeaseStore store = new InMemoryLeaseStore();

  @Override
  protected LeaseStore store() {
    return store;
  }
}
