package io.sonde.search.port;

import io.sonde.search.event.SweepEvent;
import java.util.List;

/**
 * The changes of state of all sweeps and their trials, in the one order of all events: what happens
 * seldom enough to be told of. Thread-safe. Throws {@link SweepStore.StoreUnavailable} like the
 * store.
 */
public interface Milestones {
  /**
   * Those after a sequence number, in their order.
   *
   * @param limit at most so many, at least 1
   */
  Stretch after(long sequence, int limit);

  /** The highest stored sequence, whatever the event; 0 when there is none. */
  long lastSequence();

  /**
   * A part of the order.
   *
   * @param events the changes of state in it
   * @param through the sequence up to which nothing was left out
   */
  record Stretch(List<SweepEvent> events, long through) {
    public Stretch {
      events = List.copyOf(events);
    }
  }
}
