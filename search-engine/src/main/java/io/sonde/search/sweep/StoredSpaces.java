package io.sonde.search.sweep;

import io.sonde.search.port.SpaceReader;
import io.sonde.search.port.SweepStore;
import io.sonde.search.port.SweepStore.StoredSweep;
import io.sonde.search.reader.SpecReader;
import io.sonde.search.space.Space;
import io.sonde.search.spec.SpecException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the spaces of stored sweeps from their specs, and keeps those asked for last. */
public final class StoredSpaces implements SpaceReader {
  private static final int KEPT = 32;

  private final SweepStore store;
  private final SpecReader specs;

  /** A sweep's spec never changes, and so neither does what is kept here. */
  private final Map<Integer, Space> kept = new LinkedHashMap<>(KEPT, 0.75f, true);

  /** Of the sweeps of this store. */
  public StoredSpaces(SweepStore store, SpecReader specs) {
    this.store = store;
    this.specs = specs;
  }

  @Override
  public Optional<Space> space(int sweep) {
    synchronized (kept) {
      Space known = kept.get(sweep);
      if (known != null) {
        return Optional.of(known);
      }
    }
    Optional<Space> found = store.load(sweep).flatMap(this::read);
    synchronized (kept) {
      found.ifPresent(space -> kept.put(sweep, space));
      if (kept.size() > KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
    return found;
  }

  private Optional<Space> read(StoredSweep stored) {
    try {
      Path folder = Path.of(stored.sweep().folder());
      return Optional.of(specs.read(stored.sweep().specText(), folder).space());
    } catch (SpecException e) {
      return Optional.empty();
    }
  }
}
