package io.sonde.web.page;

import io.sonde.search.history.Direction;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.web.document.TrialColumn;
import io.sonde.web.page.TrialTableView.Cell;
import io.sonde.web.page.TrialTableView.Column;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A column of the table of trials as people see it: what it is called, how it sorts, how a trial's
 * value under it reads.
 *
 * @param place what stands before a parameter's own name
 * @param largestFirst whether the first click puts the largest on top
 */
record TrialHead(
    TrialColumn column, String label, String place, boolean numeric, boolean largestFirst) {
  private static final String NUMBER = "num";
  private static final List<String> SORTED = List.of("value", "step", "seconds");
  private static final List<String> TEXTS = List.of("device", "reason");

  /** What the columns that every trial can have are called; the objective has its own name. */
  private static final Map<String, String> LABELS =
      Map.of("seconds", "time", "best_step", "best step", "parent", "weights of");

  /**
   * That of a column.
   *
   * @param shown the trials that stand in it
   */
  static TrialHead of(TrialColumn column, SweepRow sweep, List<TrialRow> shown) {
    if (column.parameter().isPresent()) {
      return ofParameter(column, column.parameter().get(), shown);
    }
    if (column.metric().isPresent()) {
      return new TrialHead(column, column.metric().get(), "", true, false);
    }
    String word = column.word();
    boolean objective = word.equals("value");
    return new TrialHead(
        column,
        objective ? sweep.metric() : LABELS.getOrDefault(word, word),
        "",
        !TEXTS.contains(word),
        !objective || sweep.direction() == Direction.MAXIMIZE);
  }

  private static TrialHead ofParameter(TrialColumn column, String path, List<TrialRow> shown) {
    int cut = path.endsWith("]") ? -1 : path.lastIndexOf('.');
    boolean numeric =
        shown.stream()
            .map(trial -> trial.values().get(path))
            .noneMatch(value -> value != null && !(value instanceof Number));
    String place = cut < 0 ? "" : path.substring(0, cut);
    return new TrialHead(column, path.substring(cut + 1), place, numeric, false);
  }

  /** The head of a column whose cells the page writes itself. */
  static Column plain(String sort, String label, TrialQuery query, TrialAddress address) {
    return view(sort, label, "", label, false, false, query, address);
  }

  /** Whether the store sorts and filters by it. */
  boolean sorts() {
    return column.parameter().or(column::metric).isPresent() || SORTED.contains(column.word());
  }

  /** Its name in full. */
  String full() {
    return column.parameter().orElse(label);
  }

  /** The column's head: a click sorts by it, another one the other way round. */
  Column view(TrialQuery query, TrialAddress address) {
    return sorts()
        ? view(column.word(), label, place, full(), numeric, largestFirst, query, address)
        : new Column(label, place, full(), numeric, "none", "");
  }

  private static Column view(
      String sort,
      String label,
      String place,
      String full,
      boolean numeric,
      boolean largestFirst,
      TrialQuery query,
      TrialAddress address) {
    boolean chosen = query.sort().equals(sort);
    String order = !chosen ? "none" : query.descending() ? "descending" : "ascending";
    boolean next = chosen ? !query.descending() : largestFirst;
    return new Column(label, place, full, numeric, order, address.by(sort, next));
  }

  /** How what a trial has under the column reads. */
  Cell cell(TrialRow trial, @Nullable Object value, Instant now) {
    return switch (column.word()) {
      case "seconds" -> time(trial, now);
      case "created" -> moment(trial.created(), now);
      case "started" -> trial.started().map(at -> moment(at, now)).orElse(Cell.NONE);
      case "ended" -> trial.ended().map(at -> moment(at, now)).orElse(Cell.NONE);
      case "reason" -> new Cell(trial.reason(), trial.reason(), "why");
      default -> value == null ? Cell.NONE : new Cell(text(value), value.toString(), css());
    };
  }

  private String css() {
    return numeric ? NUMBER : "";
  }

  /** What was searched stands as it was chosen; what was measured with as many digits each. */
  private String text(Object value) {
    boolean measured = value instanceof Double && column.parameter().isEmpty();
    return measured ? Figures.measured((Double) value) : Figures.value(value);
  }

  private static Cell moment(Instant at, Instant now) {
    TimeView view = TimeView.of(at, now);
    return new Cell(view.text(), view.full(), NUMBER, Optional.of(view.iso()), Optional.empty());
  }

  /** That of a trial that still runs grows. */
  private static Cell time(TrialRow trial, Instant now) {
    if (trial.started().isEmpty()) {
      return Cell.NONE;
    }
    SpanView view = SpanView.of(trial.started(), trial.ended(), now);
    Duration span = Duration.between(trial.started().get(), trial.ended().orElse(now));
    String full = view.since().isPresent() ? "" : span.toMillis() / 1000.0 + " s";
    return new Cell(view.text(), full, NUMBER, Optional.empty(), view.since());
  }
}
