package io.sonde.web.page;

import io.sonde.search.port.SweepReader.HistoryPoint;
import java.util.List;

/** The history of a sweep as a table. */
public record HistoryTableView(int sweep, String metric, List<Row> rows) {
  /** An ended trial, and the best value up to it. */
  public record Row(int trial, String state, NumberView value, NumberView best) {}

  static HistoryTableView of(int sweep, String metric, List<HistoryPoint> history) {
    List<Row> rows =
        history.stream()
            .map(
                point ->
                    new Row(
                        point.trial(),
                        point.state().word(),
                        NumberView.measured(point.value()),
                        bestOf(point)))
            .toList();
    return new HistoryTableView(sweep, metric, rows);
  }

  private static NumberView bestOf(HistoryPoint point) {
    return Double.isNaN(point.best())
        ? new NumberView("–", "none yet")
        : NumberView.measured(point.best());
  }
}
