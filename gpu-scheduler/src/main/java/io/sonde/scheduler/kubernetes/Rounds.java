package io.sonde.scheduler.kubernetes;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that goes its round at even times, and soon after something happened; many things at
 * once make one round.
 */
final class Rounds {

  /** What is asked for sooner after a round than this waits for others to join it. */
  private static final long GATHER_MILLIS = 100;

  private static final Logger log = LoggerFactory.getLogger(Rounds.class);

  private final ScheduledExecutorService thread;
  private final AtomicBoolean due = new AtomicBoolean();
  private final Runnable round;
  private long last = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(GATHER_MILLIS);

  Rounds(String name, Duration every, Runnable round) {
    this.round = round;
    thread =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread made = new Thread(task, name);
              made.setDaemon(true);
              return made;
            });
    var unused =
        thread.scheduleWithFixedDelay(
            this::go, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Does something on the thread, and then a round soon. */
  void run(Runnable task) {
    try {
      thread.execute(
          () -> {
            task.run();
            soon();
          });
    } catch (RejectedExecutionException e) {
      log.debug("The rounds are over", e);
    }
  }

  /** Asks something of the thread and waits for the answer. */
  <T> T ask(Supplier<T> question) {
    return CompletableFuture.supplyAsync(question, thread).join();
  }

  /** A round soon; may be called in any thread. */
  void soon() {
    if (due.compareAndSet(false, true)) {
      try {
        var unused = thread.schedule(this::goIfDue, nanosToWait(), TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        log.debug("The rounds are over", e);
      }
    }
  }

  private synchronized long nanosToWait() {
    long gather = TimeUnit.MILLISECONDS.toNanos(GATHER_MILLIS);
    return Math.max(0, gather - (System.nanoTime() - last));
  }

  private void goIfDue() {
    if (due.get()) {
      go();
    }
  }

  private void go() {
    due.set(false);
    try {
      round.run();
    } catch (RuntimeException e) {
      log.error("A round failed", e);
    }
    ended();
  }

  private synchronized void ended() {
    last = System.nanoTime();
  }

  void end() {
    thread.shutdownNow();
  }
}
