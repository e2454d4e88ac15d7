package io.sonde.search.port;

/** The in-memory store is held to the same contract as the real one. */
class InMemorySweepStoreTest extends SweepStoreContract {
  @Override
  protected SweepStore emptyStore() {
    return new InMemorySweepStore();
  }

  @Override
  protected SweepReader readerOf(SweepStore store) {
    return (InMemorySweepStore) store;
  }
}
