package io.sonde.search.port;

/** The yardstick keeps the contract itself. */
class InMemoryAnalysisTest extends AnalysisReaderContract {
  @Override
  protected SweepStore emptyStore() {
    return new InMemorySweepStore();
  }

  @Override
  protected AnalysisReader readerOf(SweepStore store) {
    return new InMemoryAnalysis((InMemorySweepStore) store);
  }
}
