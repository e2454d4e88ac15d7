package io.sonde.search.sweep;

import io.sonde.search.port.SweepStore;
import io.sonde.search.port.SweepStore.Overrides;
import io.sonde.search.port.SweepStore.StoredSweep;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What people have set above the specs of stored sweeps; each change keeps the others'. */
final class StoredOverrides {
  private final SweepStore store;
  private final SpecsOfSweeps specs;

  StoredOverrides(SweepStore store, SpecsOfSweeps specs) {
    this.store = store;
    this.specs = specs;
  }

  /** How many trials a sweep may end. */
  int budget(int sweep) {
    return specs.of(stored(sweep)).budget().trials();
  }

  /**
   * Stores the budget of a loop. This may come late, where the store was away for longer than the
   * caller has waited, and after a higher one, which stays.
   */
  synchronized void raiseBudget(int sweep, int trials) {
    StoredSweep stored = stored(sweep);
    if (trials > specs.of(stored).budget().trials()) {
      store.override(sweep, budgetOf(trials));
    }
  }

  /** Stores how many trials may run at a time. */
  void widen(int sweep, int parallel) {
    store.override(
        sweep, new Overrides(OptionalInt.empty(), OptionalInt.of(parallel), OptionalLong.empty()));
  }

  /** Stores another priority. */
  void prioritise(int sweep, int priority) {
    store.override(sweep, Overrides.NONE.withPriority(priority));
  }

  /** Another budget, and nothing else. */
  static Overrides budgetOf(int trials) {
    return new Overrides(OptionalInt.of(trials), OptionalInt.empty(), OptionalLong.empty());
  }

  private StoredSweep stored(int sweep) {
    return store
        .load(sweep)
        .orElseThrow(() -> new IllegalArgumentException("there is no sweep " + sweep));
  }
}
