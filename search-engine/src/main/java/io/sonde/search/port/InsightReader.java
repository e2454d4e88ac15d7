package io.sonde.search.port;

import io.sonde.search.insight.Insights;
import java.util.Optional;

/** Tells what was learnt from sweeps. Thread-safe. */
public interface InsightReader {
  /**
   * What was learnt from a sweep so far; of one that goes on, perhaps from some trials fewer than
   * it has by now. Empty when there is no such sweep, or its spec cannot be read any more.
   *
   * <p>Models may be computed on the calling thread, which for thousands of trials takes seconds.
   * Throws {@link SweepStore.StoreUnavailable} like the store.
   */
  Optional<Insights> insights(int sweep);
}
