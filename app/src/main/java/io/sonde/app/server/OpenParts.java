package io.sonde.app.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.LoggerFactory;

/** What a server has opened so far; closed in the opposite order. Thread-safe. */
final class OpenParts implements AutoCloseable {
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  synchronized <T extends AutoCloseable> T add(T part) {
    opened.push(part);
    return part;
  }

  /** Closes every part, whatever the others do; a second call has nothing left to close. */
  @Override
  public synchronized void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        LoggerFactory.getLogger(OpenParts.class).warn("closing a part failed", e);
      }
    }
  }
}
