package io.sonde.web.port;

final class InMemoryAccessStoreTest extends AccessStoreContract {
  @Override
  protected AccessStore emptyStore() {
    return new InMemoryAccessStore();
  }
}
