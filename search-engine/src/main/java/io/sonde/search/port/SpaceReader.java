package io.sonde.search.port;

import io.sonde.search.space.Space;
import java.util.Optional;

/** Knows the spaces of sweeps, so that values are shown on their scales. Thread-safe. */
public interface SpaceReader {
  /**
   * The space that a sweep searches; empty when there is no such sweep, or its spec cannot be read
   * any more. Throws {@link SweepStore.StoreUnavailable} like the store.
   */
  Optional<Space> space(int sweep);
}
