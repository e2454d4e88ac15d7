package io.sonde.web;

import io.sonde.search.event.SweepEvent;
import io.sonde.search.port.EventFeed;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells of events on the thread that stored them. */
final class Feed implements EventFeed {
  private final List<Consumer<List<SweepEvent>>> listeners = new CopyOnWriteArrayList<>();

  @Override
  public Subscription subscribe(Consumer<List<SweepEvent>> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  void tell(List<SweepEvent> events) {
    listeners.forEach(listener -> listener.accept(events));
  }

  int listeners() {
    return listeners.size();
  }
}
