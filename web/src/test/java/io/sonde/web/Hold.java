package io.sonde.web;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Holds the first answer of a method of the store back until it is let go. */
final class Hold implements Consumer<String> {
  private final String method;
  private final AtomicBoolean first = new AtomicBoolean(true);
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch free = new CountDownLatch(1);

  Hold(String method) {
    this.method = method;
  }

  @Override
  public void accept(String read) {
    if (read.equals(method) && first.getAndSet(false)) {
      held.countDown();
      await(free);
    }
  }

  /** Returns once an answer is held. */
  void awaitHeld() {
    await(held);
  }

  void letGo() {
    free.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("nothing happened for 30 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
