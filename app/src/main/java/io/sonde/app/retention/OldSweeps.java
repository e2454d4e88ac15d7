package io.sonde.app.retention;

import io.sonde.search.event.SweepState;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.Page;
import io.sonde.search.port.SweepReader.SweepQuery;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.store.sweep.MetricThinning;
import io.sonde.store.sweep.MetricThinning.Thinned;
import io.sonde.trial.retention.OldFiles;
import io.sonde.trial.retention.OldFiles.Freed;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes from old sweeps what may go, or tells what would. Thread-safe. */
public final class OldSweeps {
  private static final int PAGE = 500;
  private final RetentionChoice choice;
  private final SweepReader reader;
  private final MetricThinning metrics;
  private final OldFiles files;

  /** By a choice. */
  public OldSweeps(
      RetentionChoice choice, SweepReader reader, MetricThinning metrics, OldFiles files) {
    this.choice = choice;
    this.reader = reader;
    this.metrics = metrics;
    this.files = files;
  }

  /** Who hears what went, or would go, of each sweep. */
  public interface Listener {
    /** Curves were thinned. */
    void thinned(Thinned thinned);

    /** Files were removed. */
    void freed(Freed freed);

    /** The files of a sweep could not be removed. */
    void failed(int sweep, IOException e);
  }

  /**
   * Goes through all old sweeps.
   *
   * @param now the moment from which their age is counted
   * @param only whether to tell only, and leave everything as it is
   */
  public void go(Instant now, boolean only, Listener listener) {
    choice.metrics().ifPresent(age -> thin(now, age, only, listener));
    if (choice.artifacts().isPresent()) {
      Instant before = now.minus(choice.artifacts().get());
      for (Ended sweep : ended(before)) {
        if (files.due(sweep.number(), sweep.at(), choice.best())) {
          free(sweep.number(), only, listener);
        }
      }
    }
  }

  private void thin(Instant now, Duration age, boolean only, Listener listener) {
    for (int sweep : metrics.due(now.minus(age))) {
      listener.thinned(only ? metrics.look(sweep) : metrics.thin(sweep, now));
    }
  }

  private void free(int sweep, boolean only, Listener listener) {
    try {
      listener.freed(only ? files.look(sweep, choice.best()) : files.remove(sweep, choice.best()));
    } catch (IOException e) {
      listener.failed(sweep, e);
    }
  }

  private record Ended(int number, Instant at) {}

  private List<Ended> ended(Instant before) {
    List<Ended> found = new ArrayList<>();
    for (SweepState state : SweepState.values()) {
      if (state.ended()) {
        ended(state, before, found);
      }
    }
    return found;
  }

  private void ended(SweepState state, Instant before, List<Ended> found) {
    SweepQuery query =
        new SweepQuery(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(state),
            Optional.empty(),
            Optional.empty());
    for (int offset = 0; ; offset += PAGE) {
      Page<SweepRow> page = reader.sweeps(query, offset, PAGE);
      for (SweepRow row : page.rows()) {
        row.ended()
            .filter(at -> at.isBefore(before))
            .ifPresent(at -> found.add(new Ended(row.number(), at)));
      }
      if (page.rows().size() < PAGE) {
        return;
      }
    }
  }
}
