package io.sonde.search.port;

import java.util.Optional;

/**
 * Knows what configurations are made of. Thread-safe; throws {@link SweepStore.StoreUnavailable}
 * like the store.
 */
public interface StructureReader {
  /** Whether the trials of a sweep have a structure at all. Quick. */
  boolean structured(int sweep);

  /**
   * The structure of a trial's configuration; empty when there is none, or it cannot be told any
   * more, as when the data that it depends on are gone. May read files.
   */
  Optional<Structure> structure(int sweep, int trial);
}
