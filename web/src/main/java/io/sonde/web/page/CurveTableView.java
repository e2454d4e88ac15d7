package io.sonde.web.page;

import io.sonde.search.port.SweepReader.CurvePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The curves of a trial as a table: a line a step, a column a metric.
 *
 * @param metrics the heads of the columns
 */
public record CurveTableView(List<String> metrics, List<Row> rows) {
  /** The values at one step, in the order of the columns; empty where there was none. */
  public record Row(int step, List<Optional<NumberView>> values) {}

  static CurveTableView of(Map<String, List<CurvePoint>> curves) {
    List<String> metrics = List.copyOf(curves.keySet());
    Map<Integer, List<Optional<NumberView>>> steps = new TreeMap<>();
    for (int column = 0; column < metrics.size(); column++) {
      for (CurvePoint point : curves.getOrDefault(metrics.get(column), List.of())) {
        List<Optional<NumberView>> values =
            steps.computeIfAbsent(point.step(), step -> empty(metrics.size()));
        values.set(column, Optional.of(NumberView.measured(point.value())));
      }
    }
    List<Row> rows = new ArrayList<>();
    steps.forEach((step, values) -> rows.add(new Row(step, values)));
    return new CurveTableView(metrics, rows);
  }

  private static List<Optional<NumberView>> empty(int size) {
    List<Optional<NumberView>> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add(Optional.empty());
    }
    return values;
  }
}
