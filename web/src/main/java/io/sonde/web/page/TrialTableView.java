package io.sonde.web.page;

import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.Page;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.port.SweepReader.TrialRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The trials of a sweep, one page of them.
 *
 * @param self the address of this page of the table
 * @param filters which trials can be asked for
 * @param ended whether the sweep is over
 * @param number the head of the trials' numbers
 * @param state the head of their states
 * @param columns the heads of the other columns
 */
public record TrialTableView(
    int sweep,
    String self,
    List<Filter> filters,
    boolean ended,
    Column number,
    Column state,
    List<Column> columns,
    List<Row> rows,
    PagerView pager) {
  static final int PAGE = 25;

  /** A choice of states; {@code number} is how many trials are in it. */
  public record Filter(String label, String state, int number, String address, boolean chosen) {}

  /**
   * A column.
   *
   * @param place where a parameter stands, apart from its name
   * @param order {@code ascending}, {@code descending} or {@code none}
   * @param address of the table sorted by it
   */
  public record Column(
      String label, String place, String full, boolean numeric, String order, String address) {}

  /** A trial. */
  public record Row(int number, String state, String reason, List<Cell> cells) {}

  /** A value under its column; empty where the trial has none. */
  public record Cell(String text, String full, boolean numeric) {
    static final Cell NONE = new Cell("", "", false);
  }

  static TrialTableView read(SweepReader reader, SweepRow sweep, TrialQuery query, Instant now) {
    Page<TrialRow> page = reader.trials(sweep.number(), query);
    TrialAddress address = new TrialAddress(sweep.number(), query);
    List<TrialColumn> columns = columns(sweep, page.rows());
    List<Row> rows = new ArrayList<>();
    for (TrialRow trial : page.rows()) {
      List<Cell> cells = columns.stream().map(column -> column.cell(trial, now)).toList();
      rows.add(new Row(trial.number(), trial.state().word(), trial.reason(), cells));
    }
    return new TrialTableView(
        sweep.number(),
        address.self(),
        filters(sweep, query, address),
        sweep.state().ended(),
        TrialColumn.head("number", "Trial", query, address),
        TrialColumn.head("state", "State", query, address),
        columns.stream().map(column -> column.view(query, address)).toList(),
        rows,
        PagerView.of(query.offset(), query.limit(), page.total(), address::from));
  }

  /** Those of every trial, then the parameters and metrics that occur on this page. */
  private static List<TrialColumn> columns(SweepRow sweep, List<TrialRow> trials) {
    List<TrialColumn> columns =
        new ArrayList<>(TrialColumn.ofEveryTrial(sweep.metric(), sweep.direction()));
    Set<String> metrics = new LinkedHashSet<>();
    Set<String> paths = new LinkedHashSet<>();
    for (TrialRow trial : trials) {
      metrics.addAll(trial.measured().keySet());
      metrics.addAll(trial.metrics().keySet());
      paths.addAll(trial.values().keySet());
    }
    metrics.remove(sweep.metric());
    paths.forEach(path -> columns.add(TrialColumn.ofParameter(path, numeric(trials, path))));
    metrics.forEach(name -> columns.add(TrialColumn.ofMetric(name)));
    return columns;
  }

  private static boolean numeric(List<TrialRow> trials, String path) {
    return trials.stream()
        .map(trial -> trial.values().get(path))
        .noneMatch(value -> value != null && !(value instanceof Number));
  }

  private static List<Filter> filters(SweepRow sweep, TrialQuery query, TrialAddress address) {
    List<Filter> filters = new ArrayList<>();
    int all = sweep.trials().values().stream().mapToInt(Integer::intValue).sum();
    filters.add(new Filter("all", "", all, address.of(Set.of()), query.states().isEmpty()));
    for (ProgressView.Count count : ProgressView.of(sweep).counts()) {
      TrialState state = TrialState.valueOf(count.state().toUpperCase(Locale.ROOT));
      boolean chosen = query.states().equals(Set.of(state));
      filters.add(
          new Filter(
              count.state(), count.state(), count.number(), address.of(Set.of(state)), chosen));
    }
    return filters;
  }
}
