package io.sonde.search.sweep;

import io.sonde.search.event.Change;
import io.sonde.search.event.SweepEvent;
import io.sonde.search.event.SweepState;
import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Direction;
import io.sonde.search.history.TrialState;
import io.sonde.search.pareto.Outcomes;
import io.sonde.search.port.SweepStore;
import io.sonde.search.port.SweepStore.StoredSweep;
import io.sonde.search.port.TrialLauncher.Reached;
import io.sonde.search.reader.SpecReader;
import io.sonde.search.spec.SpecException;
import io.sonde.search.spec.SweepSpec;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How the trials of a sweep stand, as far as its events were followed: which are over, how far the
 * others came, which are the best. Not thread-safe.
 */
public final class SweepStanding {
  private final int sweep;
  private final SweepSpec spec;
  private final SweepProgress progress;
  private SweepState state;
  private long last;

  private SweepStanding(StoredSweep stored, SweepSpec spec) {
    this.sweep = stored.number();
    this.spec = spec;
    this.progress = new SweepProgress(spec.space(), spec.goal());
    this.state = stored.state();
  }

  /**
   * Where a stored sweep stands now; empty when it is not there, or its spec is not understood any
   * more.
   */
  public static Optional<SweepStanding> of(SweepStore store, SpecReader specs, int sweep) {
    Optional<StoredSweep> stored = store.load(sweep);
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path folder = Path.of(stored.get().sweep().folder());
      SweepSpec spec = specs.read(stored.get().sweep().specText(), folder);
      SweepStanding standing = new SweepStanding(stored.get(), spec);
      store.events(sweep).forEach(standing::follow);
      return Optional.of(standing);
    } catch (SpecException e) {
      return Optional.empty();
    }
  }

  /** Takes in an event of this sweep; one that is known already changes nothing. */
  public void follow(SweepEvent event) {
    if (event.sequence() > last) {
      last = event.sequence();
      progress.replay(event);
      if (event.change() instanceof Change.SweepBecame became) {
        state = became.state();
      }
    }
  }

  /** What is searched, and how much is kept. */
  public SweepSpec spec() {
    return spec;
  }

  /** Whether the sweep is over. */
  public boolean ended() {
    return state.ended();
  }

  /** The state of a trial; empty when there is none of this number. */
  public Optional<TrialState> state(int trial) {
    ColumnarHistory history = progress.history();
    return trial >= 0 && trial < history.size()
        ? Optional.of(history.state(trial))
        : Optional.empty();
  }

  /** How far the attempts of a trial that is not over came, the last one first. */
  public List<Reached> reached(int trial) {
    TrialRun run = progress.run(trial);
    return run == null ? List.of() : run.reached(sweep);
  }

  /** The last attempt of a trial that is not over; 0 when it had none. */
  public int lastAttempt(int trial) {
    TrialRun run = progress.run(trial);
    return run == null ? 0 : run.attempts();
  }

  /**
   * The best trials that are over and gave a value, at most so many: the one that lists show as the
   * best, then by Pareto rank and, within a rank, those that stand apart. At least 1.
   */
  public Set<Integer> best(int most) {
    Set<Integer> best = new LinkedHashSet<>();
    first().ifPresent(best::add);
    Outcomes outcomes = Outcomes.of(progress.history());
    int others = progress.live().size();
    for (int row : outcomes.best(Math.min(outcomes.size(), most + others + 1))) {
      int trial = outcomes.trial(row);
      if (best.size() < most && counts(trial)) {
        best.add(trial);
      }
    }
    return best;
  }

  private boolean counts(int trial) {
    TrialState of = progress.history().state(trial);
    return of == TrialState.COMPLETED || of == TrialState.STOPPED;
  }

  /** The best by the first objective, of equal ones the first proposed. */
  private OptionalInt first() {
    ColumnarHistory history = progress.history();
    Direction direction = spec.goal().objectives().get(0).direction();
    int first = -1;
    for (int trial = 0; trial < history.size(); trial++) {
      double value = history.value(trial);
      if (counts(trial) && !Double.isNaN(value)) {
        first = first < 0 || direction.better(value, history.value(first)) ? trial : first;
      }
    }
    return first < 0 ? OptionalInt.empty() : OptionalInt.of(first);
  }
}
