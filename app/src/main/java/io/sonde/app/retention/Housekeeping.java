package io.sonde.app.retention;

import io.sonde.store.sweep.MetricThinning.Thinned;
import io.sonde.trial.retention.OldFiles.Freed;
import io.sonde.web.metrics.Metrics;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after old sweeps in rounds, on a thread of its own, while a server runs; says in the log
 * and in the metrics what went.
 */
public final class Housekeeping implements AutoCloseable, OldSweeps.Listener {
  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration FIRST = Duration.ofSeconds(20);
  private static final Duration BETWEEN = Duration.ofHours(1);

  private final OldSweeps sweeps;
  private final Metrics metrics;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Housekeeping::thread);

  /** Begins soon, and looks again every hour. */
  public Housekeeping(OldSweeps sweeps, Metrics metrics, Clock clock) {
    this.sweeps = sweeps;
    this.metrics = metrics;
    this.clock = clock;
    var unused =
        thread.scheduleWithFixedDelay(
            this::round, FIRST.toSeconds(), BETWEEN.toSeconds(), TimeUnit.SECONDS);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "housekeeping");
    thread.setDaemon(true);
    return thread;
  }

  private void round() {
    try {
      sweeps.go(clock.instant(), false, this);
    } catch (RuntimeException e) {
      log.warn("A round of housekeeping did not get through; the next one goes on", e);
    }
  }

  @Override
  public void thinned(Thinned thinned) {
    metrics.thinned(thinned.points());
    log.atInfo()
        .addKeyValue("sweep", thinned.sweep())
        .log(
            "Thinned the curves of sweep {}: {} points and {} reports went",
            thinned.sweep(),
            thinned.points(),
            thinned.events());
  }

  @Override
  public void freed(Freed freed) {
    metrics.freed(freed.bytes());
    log.atInfo()
        .addKeyValue("sweep", freed.sweep())
        .log(
            "Removed files of {} trials of sweep {}: {} bytes",
            freed.trials(),
            freed.sweep(),
            freed.bytes());
  }

  @Override
  public void failed(int sweep, IOException e) {
    log.atWarn()
        .addKeyValue("sweep", sweep)
        .log("Old files of sweep {} cannot be removed: {}", sweep, e.toString());
  }

  /** Ends after the sweep that is looked at. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        log.warn("Housekeeping does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
