package io.sonde.web.access;

import java.util.HashMap;
import java.util.Map;

/** How much of something each caller uses at a time. Thread-safe. */
public final class ConcurrentUse {
  private final Map<String, Integer> used = new HashMap<>();

  /** Begins a use; false, and none begins, when the caller has as many as he may. */
  synchronized boolean enter(String caller, int most) {
    int now = used.getOrDefault(caller, 0);
    if (now >= most) {
      return false;
    }
    used.put(caller, now + 1);
    return true;
  }

  /** Ends a use. */
  synchronized void leave(String caller) {
    used.computeIfPresent(caller, (key, count) -> count == 1 ? null : count - 1);
  }
}
