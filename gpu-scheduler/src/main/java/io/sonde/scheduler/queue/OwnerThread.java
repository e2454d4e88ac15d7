package io.sonde.scheduler.queue;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns a scheduler's state: everything that reads or changes it is a task here.
 */
final class OwnerThread {

  /** A task that has not run yet. */
  @FunctionalInterface
  interface Timer {
    /** Keeps the task from running; nothing happens where it has run. */
    void cancel();
  }

  private static final Logger log = LoggerFactory.getLogger(OwnerThread.class);

  private final ScheduledThreadPoolExecutor executor;
  private final Runnable afterEach;

  /**
   * Starts the thread.
   *
   * @param afterEach run after every task, in the thread
   */
  OwnerThread(String name, Runnable afterEach) {
    this.afterEach = afterEach;
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Runs a task after those that were given before it; drops it once the thread has ended. */
  void run(Runnable task) {
    later(Duration.ZERO, task);
  }

  /** Runs a task after a delay, unless the timer is cancelled or the thread has ended by then. */
  Timer later(Duration delay, Runnable task) {
    try {
      Future<?> scheduled =
          executor.schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> scheduled.cancel(false);
    } catch (RejectedExecutionException ended) {
      log.debug("dropped a task, for the scheduler is closed");
      return () -> {};
    }
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      log.error("A task of the scheduler failed; the scheduler goes on.", e);
    } finally {
      afterEach.run();
    }
  }

  /** Ends the thread after the tasks that are due; drops those that are not. */
  void end() {
    executor.shutdown();
  }
}
