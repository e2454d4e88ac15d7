package io.sonde.web.page;

import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.Page;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.port.TrialFilter;
import io.sonde.web.document.TrialCells;
import io.sonde.web.document.TrialColumn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The trials of a sweep, one page of them.
 *
 * @param self the address of this page of the table
 * @param filters which trials can be asked for
 * @param conditions what else the trials meet
 * @param filterable the words of the columns that one can filter by
 * @param ended whether the sweep is over
 * @param number the head of the trials' numbers
 * @param state the head of their states
 * @param columns the heads of the other columns
 * @param chooser which columns there are, and which could be
 * @param usual the address with the columns that stand there when none are chosen
 * @param csv the address of the whole table, as comma-separated values
 */
public record TrialTableView(
    int sweep,
    String self,
    List<Filter> filters,
    List<Condition> conditions,
    List<String> filterable,
    QueryView query,
    boolean ended,
    Column number,
    Column state,
    List<Column> columns,
    List<Row> rows,
    PagerView pager,
    ColumnChooser chooser,
    String usual,
    String csv) {
  static final int PAGE = 25;

  /** A choice of states; {@code number} is how many trials are in it. */
  public record Filter(String label, String state, int number, String address, boolean chosen) {}

  /** A filter that is set, and the address without it. */
  public record Condition(String text, String without) {}

  /** How the table is asked for now, so that a form can ask for it with one filter more. */
  public record QueryView(
      String sort, boolean descending, String state, List<String> filters, List<String> columns) {
    static QueryView of(TrialQuery query, List<TrialColumn> columns) {
      return new QueryView(
          query.sort(),
          query.descending(),
          query.states().stream().map(TrialState::word).sorted().collect(Collectors.joining(",")),
          query.filters().stream().map(TrialFilter::text).toList(),
          columns.stream().map(TrialColumn::word).toList());
    }
  }

  /**
   * How a table is asked for.
   *
   * @param columns that were chosen; the usual ones when empty
   * @param searched the paths that the sweep searches
   */
  record Asked(TrialQuery query, Optional<List<TrialColumn>> columns, List<String> searched) {}

  /**
   * A column.
   *
   * @param place where a parameter stands, apart from its name
   * @param order {@code ascending}, {@code descending} or {@code none}
   * @param address of the table sorted by it; empty where it cannot be
   */
  public record Column(
      String label, String place, String full, boolean numeric, String order, String address) {}

  /** A trial. */
  public record Row(int number, String state, String reason, List<Cell> cells) {}

  /**
   * A value under its column; empty where the trial has none.
   *
   * @param css the class by which it is laid out
   * @param moment which moment it tells of, from which a script counts on how long ago it was
   * @param since from when a script counts it on
   */
  public record Cell(
      String text, String full, String css, Optional<String> moment, Optional<String> since) {
    static final Cell NONE = new Cell("", "", "");

    /** One that stays as it is. */
    Cell(String text, String full, String css) {
      this(text, full, css, Optional.empty(), Optional.empty());
    }

    /** Whether it stays as it is. */
    public boolean still() {
      return moment.isEmpty() && since.isEmpty();
    }
  }

  static TrialTableView read(SweepReader reader, SweepRow sweep, Asked asked, Instant now) {
    TrialQuery query = asked.query();
    Page<TrialRow> page = reader.trials(sweep.number(), query);
    List<TrialColumn> chosen = asked.columns().orElse(List.of());
    TrialAddress address = new TrialAddress(sweep.number(), query, chosen);
    List<TrialColumn> columns =
        asked.columns().orElseGet(() -> ColumnChooser.usual(sweep, page.rows()));
    List<TrialHead> heads =
        columns.stream().map(column -> TrialHead.of(column, sweep, page.rows())).toList();
    TrialCells cells = new TrialCells(reader, sweep.number(), columns);
    return new TrialTableView(
        sweep.number(),
        address.self(),
        filters(sweep, query, address),
        query.filters().stream()
            .map(filter -> new Condition(filter.text(), address.without(filter)))
            .toList(),
        heads.stream().filter(TrialHead::sorts).map(head -> head.column().word()).toList(),
        QueryView.of(query, chosen),
        sweep.state().ended(),
        TrialHead.plain("number", "Trial", query, address),
        TrialHead.plain("state", "State", query, address),
        heads.stream().map(head -> head.view(query, address)).toList(),
        cells.of(page.rows()).stream().map(line -> row(line, heads, now)).toList(),
        PagerView.of(query.offset(), query.limit(), page.total(), address::from),
        ColumnChooser.of(sweep, page.rows(), asked.searched(), asked.columns(), columns),
        address.usual(),
        address.csv());
  }

  private static Row row(TrialCells.Line line, List<TrialHead> heads, Instant now) {
    TrialRow trial = line.trial();
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < heads.size(); i++) {
      cells.add(heads.get(i).cell(trial, line.cells().get(i), now));
    }
    return new Row(trial.number(), trial.state().word(), trial.reason(), cells);
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
