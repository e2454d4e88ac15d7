package io.sonde.web.page;

import io.sonde.search.history.Direction;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.web.page.TrialTableView.Cell;
import io.sonde.web.page.TrialTableView.Column;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A column of the table of trials: what it is called, how it sorts, what a trial has under it.
 *
 * @param sort the word for it in a query
 * @param place what stands before a parameter's own name
 * @param largestFirst whether the first click puts the largest on top
 */
record TrialColumn(
    String sort, String label, String place, boolean numeric, boolean largestFirst, Reader reader) {
  /** Reads a trial's value under a column. */
  interface Reader {
    Cell read(TrialRow trial, Instant now);
  }

  /** What every trial can have: the objective, its step, how long it took. */
  static List<TrialColumn> ofEveryTrial(String objective, Direction direction) {
    return List.of(
        new TrialColumn(
            "value",
            objective,
            "",
            true,
            direction == Direction.MAXIMIZE,
            (trial, now) -> number(trial.value().isPresent() ? trial.value().getAsDouble() : null)),
        new TrialColumn("step", "step", "", true, true, (trial, now) -> step(trial)),
        new TrialColumn("seconds", "time", "", true, true, TrialColumn::time));
  }

  static TrialColumn ofMetric(String name) {
    return new TrialColumn(
        "metric:" + name,
        name,
        "",
        true,
        false,
        (trial, now) -> {
          Double value = trial.metrics().get(name);
          return number(value == null ? trial.measured().get(name) : value);
        });
  }

  static TrialColumn ofParameter(String path, boolean numeric) {
    int cut = path.endsWith("]") ? -1 : path.lastIndexOf('.');
    String label = path.substring(cut + 1);
    String place = cut < 0 ? "" : path.substring(0, cut);
    return new TrialColumn(
        "value:" + path,
        label,
        place,
        numeric,
        false,
        (trial, now) ->
            Optional.ofNullable(trial.values().get(path))
                .map(v -> new Cell(Figures.value(v), v.toString(), numeric))
                .orElse(Cell.NONE));
  }

  /** The head of a column whose cells the page writes itself. */
  static Column head(String sort, String label, TrialQuery query, TrialAddress address) {
    return new TrialColumn(sort, label, "", false, false, (trial, now) -> Cell.NONE)
        .view(query, address);
  }

  Cell cell(TrialRow trial, Instant now) {
    return reader.read(trial, now);
  }

  /** The column's head: a click sorts by it, another one the other way round. */
  Column view(TrialQuery query, TrialAddress address) {
    boolean chosen = query.sort().equals(sort);
    String order = !chosen ? "none" : query.descending() ? "descending" : "ascending";
    boolean next = chosen ? !query.descending() : largestFirst;
    String full = place.isEmpty() ? label : sort.substring("value:".length());
    return new Column(label, place, full, numeric, order, address.by(sort, next));
  }

  private static Cell number(@Nullable Double value) {
    return value == null
        ? Cell.NONE
        : new Cell(Figures.measured(value), Double.toString(value), true);
  }

  private static Cell step(TrialRow trial) {
    OptionalInt step = trial.lastStep();
    String text = step.isPresent() ? Integer.toString(step.getAsInt()) : "";
    return new Cell(text, text, true);
  }

  private static Cell time(TrialRow trial, Instant now) {
    return trial
        .started()
        .map(start -> Duration.between(start, trial.ended().orElse(now)))
        .map(span -> new Cell(Figures.duration(span), span.toMillis() / 1000.0 + " s", true))
        .orElse(Cell.NONE);
  }
}
