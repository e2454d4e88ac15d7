package io.sonde.scheduler.port;

import java.util.List;

/**
 * A lease store that can go away and come back, as a database does. While it is away each call
 * throws; every other one takes effect all the same, as a commit whose answer was lost does.
 */
public final class InterruptibleLeaseStore implements LeaseStore {

  private final LeaseStore store;
  private volatile boolean away;
  private int calls;

  /** Present at first. */
  public InterruptibleLeaseStore(LeaseStore store) {
    this.store = store;
  }

  /** Makes the store go away or come back. */
  public void away(boolean gone) {
    away = gone;
  }

  @Override
  public void acquire(Lease lease) {
    call(() -> store.acquire(lease));
  }

  @Override
  public void release(String jobId) {
    call(() -> store.release(jobId));
  }

  @Override
  public List<Lease> all() {
    call(() -> {});
    return store.all();
  }

  private void call(Runnable effect) {
    if (!away) {
      effect.run();
      return;
    }
    if (calls++ % 2 == 0) {
      effect.run();
    }
    throw new LeaseStoreUnavailableException("the store is away", null);
  }
}
