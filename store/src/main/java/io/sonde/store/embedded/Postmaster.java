package io.sonde.store.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running server process, a child of this one. */
final class Postmaster {
  private static final Logger log = LoggerFactory.getLogger(Postmaster.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
  private static final long LOOKS_PER_NOTICE = 1000;

  private final Process process;
  private final int port;

  Postmaster(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  long pid() {
    return process.pid();
  }

  int port() {
    return port;
  }

  boolean alive() {
    return process.isAlive();
  }

  /** Waits until the process is gone and returns its exit code. */
  int awaitEnd() throws InterruptedException {
    return process.waitFor();
  }

  /**
   * Waits until the server takes connections. PostgreSQL tells this in its pid file only, so the
   * file is looked at; recovery after a crash may take a while and is waited for.
   *
   * @return false when the process ended instead
   */
  boolean awaitReady(Path data) throws IOException, InterruptedException {
    for (long looks = 1; process.isAlive(); looks++) {
      boolean ready =
          PostmasterFile.in(data)
              .filter(file -> file.pid() == process.pid() && file.ready())
              .isPresent();
      if (ready) {
        return true;
      }
      if (looks % LOOKS_PER_NOTICE == 0) {
        log.info("Still waiting for the embedded database to recover");
      }
      Thread.sleep(LOOK_AGAIN.toMillis());
    }
    return false;
  }

  /** The last resort: its children notice and end by themselves. */
  void kill() {
    process.destroyForcibly();
  }
}
