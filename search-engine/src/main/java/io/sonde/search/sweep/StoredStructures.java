package io.sonde.search.sweep;

import io.sonde.search.port.PreparedTrials;
import io.sonde.search.port.Structure;
import io.sonde.search.port.StructureReader;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.port.SweepStore;
import io.sonde.search.port.SweepStore.StoredSweep;
import io.sonde.search.port.TrialKind;
import io.sonde.search.reader.SpecReader;
import io.sonde.search.space.Configuration;
import io.sonde.search.spec.SpecException;
import io.sonde.search.spec.SweepSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the structures of stored trials from their sweeps' specs, and keeps what it prepared for
 * the sweeps asked for last.
 */
public final class StoredStructures implements StructureReader {
  private static final int KEPT = 8;

  private final SweepStore store;
  private final SweepReader reader;
  private final SpecReader specs;
  private final Map<String, TrialKind> kinds;

  private final Map<Integer, Optional<Sweep>> kept = new LinkedHashMap<>(KEPT, 0.75f, true);

  /** Of the sweeps of this store; {@code kinds} by their names. */
  public StoredStructures(
      SweepStore store, SweepReader reader, SpecReader specs, Map<String, TrialKind> kinds) {
    this.store = store;
    this.reader = reader;
    this.specs = specs;
    this.kinds = Map.copyOf(kinds);
  }

  @Override
  public boolean structured(int sweep) {
    return sweep(sweep).isPresent();
  }

  @Override
  public Optional<Structure> structure(int sweep, int trial) {
    Optional<TrialRow> row = reader.trial(sweep, trial);
    return row.isEmpty()
        ? Optional.empty()
        : sweep(sweep)
            .flatMap(Sweep::prepared)
            .flatMap(
                prepared ->
                    prepared.structure(
                        new Configuration(row.get().configuration(), row.get().values())));
  }

  private Optional<Sweep> sweep(int number) {
    synchronized (kept) {
      Optional<Sweep> known = kept.get(number);
      if (known != null) {
        return known;
      }
    }
    Optional<StoredSweep> stored = store.load(number);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    Optional<Sweep> found = read(stored.get());
    synchronized (kept) {
      kept.put(number, found);
      if (kept.size() > KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
    return found;
  }

  /** Empty for a sweep whose trials have no structure. */
  private Optional<Sweep> read(StoredSweep stored) {
    try {
      SweepSpec spec = specs.read(stored.sweep().specText(), Path.of(stored.sweep().folder()));
      return Optional.ofNullable(kinds.get(spec.trial().kind()))
          .filter(TrialKind::structured)
          .map(kind -> new Sweep(spec, kind));
    } catch (SpecException e) {
      return Optional.empty();
    }
  }

  /** A sweep whose surroundings are looked at once they are needed. */
  private static final class Sweep {
    private final SweepSpec spec;
    private final TrialKind kind;
    private Optional<PreparedTrials> prepared = Optional.empty();

    Sweep(SweepSpec spec, TrialKind kind) {
      this.spec = spec;
      this.kind = kind;
    }

    /** Empty while the data cannot be read. */
    synchronized Optional<PreparedTrials> prepared() {
      if (prepared.isEmpty()) {
        try {
          prepared = Optional.of(kind.prepare(spec));
        } catch (SpecException e) {
          return Optional.empty();
        }
      }
      return prepared;
    }
  }
}
