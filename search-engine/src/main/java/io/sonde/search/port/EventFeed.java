package io.sonde.search.port;

import io.sonde.search.event.SweepEvent;
import java.util.List;
import java.util.function.Consumer;

/** Tells of events once they are stored. Thread-safe. */
public interface EventFeed {
  /**
   * Calls the listener with every stored batch from now on, in order, on a thread of the feed: the
   * listener must be quick. Ends with {@link Subscription#close}.
   */
  Subscription subscribe(Consumer<List<SweepEvent>> listener);

  /** A running subscription. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
