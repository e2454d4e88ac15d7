package io.sonde.search.stopper.evidence;

import io.sonde.search.history.History;
import java.util.BitSet;
import java.util.function.IntConsumer;

/** Follows a history: which trials have changed since it was last asked. Not thread-safe. */
public final class Changes {
  private final History history;
  private int seen;

  /** Nothing seen yet. */
  public Changes(History history) {
    this.history = history;
  }

  /** The history that is followed. */
  public History history() {
    return history;
  }

  /** Tells every trial that has changed since the last call, once each. */
  public void follow(IntConsumer changed) {
    int now = history.changes();
    if (now == seen + 1) {
      changed.accept(history.changed(seen));
    } else if (now > seen) {
      BitSet trials = new BitSet(history.size());
      for (int change = seen; change < now; change++) {
        trials.set(history.changed(change));
      }
      trials.stream().forEach(changed);
    }
    seen = now;
  }
}
