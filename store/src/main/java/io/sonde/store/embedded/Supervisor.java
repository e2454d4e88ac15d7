package io.sonde.store.embedded;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the server and starts it again on its port whenever it ends without having been told to.
 *
 * <p>The cluster is touched by the supervisor's thread until {@link #stop} has ended that thread,
 * and by the closing thread afterwards.
 */
final class Supervisor {
  private static final Logger log = LoggerFactory.getLogger(Supervisor.class);
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_PAUSE_MILLIS = 5000;

  private final Cluster cluster;
  private final Thread thread;
  private volatile Postmaster current;
  private volatile boolean closing;

  private Supervisor(Cluster cluster, Postmaster first) {
    this.cluster = cluster;
    this.current = first;
    this.thread = new Thread(this::watch, "embedded-postgres");
    this.thread.setDaemon(true);
  }

  /** Begins to watch a server of the cluster. */
  static Supervisor of(Cluster cluster, Postmaster first) {
    Supervisor supervisor = new Supervisor(cluster, first);
    supervisor.thread.start();
    return supervisor;
  }

  Postmaster current() {
    return current;
  }

  private void watch() {
    try {
      while (!closing) {
        int exitCode = current.awaitEnd();
        if (closing) {
          return;
        }
        log.warn(
            "The embedded database (pid {}) ended unexpectedly with {}; starting it again on port {}",
            current.pid(),
            exitCode,
            current.port());
        current = restarted(current.port());
        log.warn("The embedded database is back (pid {})", current.pid());
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private Postmaster restarted(int port) throws InterruptedException {
    long pause = FIRST_PAUSE_MILLIS;
    while (true) {
      try {
        cluster.stopLeftOver();
        return cluster.launch(port);
      } catch (IOException | EmbeddedPostgresException e) {
        log.warn("The embedded database is not back yet, trying on: {}", e.getMessage());
        Thread.sleep(pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      }
    }
  }

  /** Stops watching, then stops the server; returns when it is gone. */
  void stop() throws IOException, InterruptedException {
    closing = true;
    thread.interrupt();
    thread.join();
    if (current.alive()) {
      cluster.stop();
    }
    if (current.alive()) {
      current.kill();
    }
    current.awaitEnd();
  }
}
