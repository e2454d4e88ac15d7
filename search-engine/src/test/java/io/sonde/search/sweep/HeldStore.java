package io.sonde.search.sweep;

import io.sonde.search.event.SweepEvent;
import io.sonde.search.port.SweepStore;
import io.sonde.search.request.RequestKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;

/** A store whose commits can be held up or cut off; everything else goes on. */
final class HeldStore implements SweepStore {
  private final SweepStore store;
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile Runnable created = () -> {};
  private volatile boolean cut;

  HeldStore(SweepStore store) {
    this.store = store;
  }

  /** Holds commits up from now on. */
  void hold() {
    gate = new CountDownLatch(1);
  }

  /** Lets them go on. */
  void letGo() {
    gate.countDown();
  }

  /** Nothing is kept of what is committed from now on, as after a kill of whoever commits it. */
  void cut() {
    cut = true;
  }

  /** Does something once a sweep is stored, before its creator hears of that. */
  void onceCreated(Runnable what) {
    created = what;
  }

  @Override
  public void commit(List<SweepEvent> events) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new StoreUnavailable("interrupted", e);
    }
    if (!cut) {
      store.commit(events);
    }
  }

  @Override
  public int create(NewSweep sweep, SweepHead head) {
    int number = store.create(sweep, head);
    created.run();
    return number;
  }

  @Override
  public OptionalInt startedBy(RequestKey key) {
    return store.startedBy(key);
  }

  @Override
  public OptionalInt answer(int sweep, RequestKey key) {
    return store.answer(sweep, key);
  }

  @Override
  public void override(int sweep, Overrides fresh) {
    store.override(sweep, fresh);
  }

  @Override
  public void delete(int sweep) {
    store.delete(sweep);
  }

  @Override
  public long lastSequence() {
    return store.lastSequence();
  }

  @Override
  public Optional<StoredSweep> load(int sweep) {
    return store.load(sweep);
  }

  @Override
  public List<SweepEvent> events(int sweep) {
    return store.events(sweep);
  }

  @Override
  public List<Integer> unfinished() {
    return store.unfinished();
  }
}
