package io.sonde.search.sweep;

import io.sonde.search.port.SweepStore;
import io.sonde.search.port.SweepStore.NewSweep;
import java.util.List;

/** Finds the sweeps that a newer one makes pointless: those of an older state of the same work. */
final class Superseded {
  private final SweepStore store;

  Superseded(SweepStore store) {
    this.store = store;
  }

  /**
   * The older unfinished sweeps of the same experiment, project and pull request or branch, rising.
   */
  List<Integer> by(int number) {
    NewSweep newer = sweep(number);
    return store.unfinished().stream()
        .filter(older -> older < number)
        .filter(older -> sameWork(sweep(older), newer))
        .toList();
  }

  private static boolean sameWork(NewSweep older, NewSweep newer) {
    return older.experiment().equals(newer.experiment())
        && older.project().equals(newer.project())
        && older.origin().sameLine(newer.origin());
  }

  private NewSweep sweep(int number) {
    return store
        .load(number)
        .orElseThrow(() -> new IllegalStateException("sweep " + number + " is gone"))
        .sweep();
  }

  /** Why one of them is cancelled. */
  static String reason(int newer) {
    return "superseded by sweep " + newer;
  }
}
