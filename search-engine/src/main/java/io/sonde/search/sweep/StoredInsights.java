package io.sonde.search.sweep;

import io.sonde.search.event.SweepEvent;
import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.insight.Insights;
import io.sonde.search.insight.analysis.SweepAnalysis;
import io.sonde.search.port.InsightReader;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.port.SweepStore;
import io.sonde.search.port.SweepStore.StoredSweep;
import io.sonde.search.reader.SpecReader;
import io.sonde.search.spec.SpecException;
import io.sonde.search.spec.SweepSpec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Learns from the histories of stored sweeps, which it rebuilds from their events; of large ones
 * from a {@link CompletedSample}, and says so. The sweeps asked for last are kept and only
 * followed: a new question reads the events since the one before, and the models are computed anew
 * once a twentieth more trials are over, or the sweep is.
 */
public final class StoredInsights implements InsightReader {
  private static final int KEPT = 8;
  private static final int PAGE = 5_000;

  /** Models are computed anew for one new trial in so many. */
  private static final int GROWTH = 20;

  private final SweepStore store;
  private final SweepReader reader;
  private final SpecReader specs;
  private final Map<Integer, Past> kept = new LinkedHashMap<>(KEPT, 0.75f, true);

  /** Of the sweeps of this store; the reader is of the same. */
  public StoredInsights(SweepStore store, SweepReader reader, SpecReader specs) {
    this.store = store;
    this.reader = reader;
    this.specs = specs;
  }

  @Override
  public Optional<Insights> insights(int sweep) {
    return past(sweep).map(Past::insights);
  }

  private Optional<Past> past(int sweep) {
    synchronized (kept) {
      Past known = kept.get(sweep);
      if (known != null) {
        return Optional.of(known);
      }
    }
    Optional<Past> found = store.load(sweep).flatMap(this::begin);
    synchronized (kept) {
      found.ifPresent(past -> kept.putIfAbsent(sweep, past));
      if (kept.size() > KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
      return Optional.ofNullable(kept.get(sweep)).or(() -> found);
    }
  }

  private Optional<Past> begin(StoredSweep stored) {
    try {
      Path folder = Path.of(stored.sweep().folder());
      SweepSpec spec = specs.read(stored.sweep().specText(), folder);
      return Optional.of(new Past(stored.number(), spec, stored.sweep().seed()));
    } catch (SpecException e) {
      return Optional.empty();
    }
  }

  /** A sweep as far as it was followed. */
  private final class Past {
    private final int sweep;
    private final SweepSpec spec;
    private final long seed;
    private SweepProgress progress;
    private long last;
    private int trials;
    private @Nullable Insights learnt;

    Past(int sweep, SweepSpec spec, long seed) {
      this.sweep = sweep;
      this.spec = spec;
      this.seed = seed;
      this.progress = new SweepProgress(spec.space(), spec.goal());
    }

    synchronized Insights insights() {
      Optional<SweepRow> row = reader.sweep(sweep);
      boolean large = row.map(this::large).orElse(false);
      if (!large) {
        follow();
      }
      int over = large ? row.map(Past::over).orElse(0) : over(progress.history());
      boolean ended = row.map(found -> found.state().ended()).orElse(true);
      boolean stale = ended ? over != trials : over - trials > trials / GROWTH;
      Insights known = learnt;
      if (known == null || stale) {
        known = large ? sampled(row.orElseThrow()) : SweepAnalysis.of(progress.history(), seed);
        learnt = known;
        trials = over;
      }
      return known;
    }

    private boolean large(SweepRow row) {
      return CompletedSample.isFor(row, spec);
    }

    /** What is kept of a history that was followed before the sweep grew large is let go. */
    private Insights sampled(SweepRow row) {
      progress = new SweepProgress(spec.space(), spec.goal());
      last = 0;
      CompletedSample sample = CompletedSample.read(reader, row, spec);
      return SweepAnalysis.of(sample.history(), seed).with(sample.remark());
    }

    private static int over(SweepRow row) {
      return row.trials().entrySet().stream()
          .filter(count -> count.getKey().ended())
          .mapToInt(Map.Entry::getValue)
          .sum();
    }

    private void follow() {
      try {
        List<SweepEvent> page;
        do {
          page = reader.events(sweep, last, PAGE);
          for (SweepEvent event : page) {
            progress.replay(event);
            last = event.sequence();
          }
        } while (page.size() == PAGE);
      } catch (IllegalStateException e) {
        progress = new SweepProgress(spec.space(), spec.goal());
        last = 0;
        throw e;
      }
    }

    private static int over(ColumnarHistory history) {
      int over = 0;
      for (int trial = 0; trial < history.size(); trial++) {
        over += history.state(trial).ended() ? 1 : 0;
      }
      return over;
    }
  }
}
