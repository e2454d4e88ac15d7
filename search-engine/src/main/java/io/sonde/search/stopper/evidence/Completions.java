package io.sonde.search.stopper.evidence;

import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import java.util.BitSet;
import java.util.function.IntConsumer;

/** Follows a history: which trials have run to their end since it was last asked. */
public final class Completions {
  private final Changes changes;
  private final BitSet completed = new BitSet();

  /** Nothing seen yet. */
  public Completions(History history) {
    this.changes = new Changes(history);
  }

  /** The history that is followed. */
  public History history() {
    return changes.history();
  }

  /** All that were told so far. */
  public BitSet all() {
    return (BitSet) completed.clone();
  }

  /** Tells every trial with reports that has completed since the last call; each trial once. */
  public void follow(IntConsumer newly) {
    changes.follow(
        trial -> {
          if (history().state(trial) == TrialState.COMPLETED
              && history().reports(trial) > 0
              && !completed.get(trial)) {
            completed.set(trial);
            newly.accept(trial);
          }
        });
  }
}
