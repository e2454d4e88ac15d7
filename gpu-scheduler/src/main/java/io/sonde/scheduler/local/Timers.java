package io.sonde.scheduler.local;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what is due later, in one thread. Safe for use by several threads. */
final class Timers {

  private static final Logger logger = LoggerFactory.getLogger(Timers.class);

  private final ScheduledExecutorService executor;

  Timers() {
    ScheduledThreadPoolExecutor thread =
        new ScheduledThreadPoolExecutor(1, new DaemonThreads("sonde-local-timers"));
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor = thread;
  }

  /** Runs a task after a delay, unless {@link #end} comes first. */
  void after(Duration delay, Runnable task) {
    try {
      var unused = executor.schedule(() -> guarded(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException ended) {
      logger.debug("Dropped a task, for the backend is closed.");
    }
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      logger.error("A task of the backend failed.", e);
    }
  }

  /** Drops what is not due yet and ends the thread. */
  void end() {
    executor.shutdown();
  }
}
