package io.sonde.search.sweep;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one caller at a time take a sweep up, steer it or delete it, while callers of other sweeps
 * go on. Thread-safe.
 */
final class SweepLocks {
  private final Map<Integer, Turn> turns = new ConcurrentHashMap<>();

  /** A lock, kept as long as somebody holds it or waits for it. */
  private static final class Turn {
    private final ReentrantLock lock = new ReentrantLock();
    private int users;
  }

  /** Does something to a sweep once nobody else does. May be called within itself. */
  <T> T holding(int sweep, Supplier<T> what) {
    Turn turn = Objects.requireNonNull(turns.compute(sweep, (number, one) -> joined(one)));
    turn.lock.lock();
    try {
      return what.get();
    } finally {
      turn.lock.unlock();
      turns.computeIfPresent(sweep, (number, present) -> --present.users == 0 ? null : present);
    }
  }

  /** The same, without an answer. */
  void hold(int sweep, Runnable what) {
    holding(
        sweep,
        () -> {
          what.run();
          return true;
        });
  }

  private static Turn joined(@Nullable Turn present) {
    Turn turn = present == null ? new Turn() : present;
    turn.users++;
    return turn;
  }
}
