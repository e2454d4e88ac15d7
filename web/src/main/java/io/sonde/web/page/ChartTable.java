package io.sonde.web.page;

import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.insight.ParetoPicture;
import io.sonde.search.port.AnalysisReader.Progress;
import io.sonde.search.port.AnalysisReader.SampledTrial;
import io.sonde.search.port.AnalysisReader.Share;
import io.sonde.search.port.AnalysisReader.TrialCurve;
import io.sonde.search.port.SweepReader.CurvePoint;
import io.sonde.search.space.Parameter;
import io.sonde.web.chart.Charts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a chart shows, as a table.
 *
 * @param sentence what is in it, of how much
 * @param heads of the columns
 */
public record ChartTable(
    int sweep, String chart, String sentence, List<String> heads, List<Row> rows) {
  /** So many rows are read by nobody; the rest is in the export. */
  private static final int MOST = 2000;

  /** A row; {@code trial} is what it links to, negative for nothing. */
  public record Row(int trial, List<NumberView> cells) {}

  public ChartTable {
    heads = List.copyOf(heads);
    rows = rows.stream().limit(MOST).toList();
  }

  static ChartTable of(int sweep, String chart, Charts.Trials data) {
    List<String> heads = new ArrayList<>(List.of("Trial", "Rank", head(data.objective())));
    data.parameters().forEach(parameter -> heads.add(parameter.path()));
    List<Row> rows =
        data.sample().trials().stream()
            .sorted(Comparator.comparingLong(SampledTrial::rank))
            .map(trial -> row(trial, data.parameters()))
            .toList();
    return new ChartTable(sweep, chart, trialsShown(data), heads, rows);
  }

  /** How many of how many are shown, and how they were chosen. */
  static String trialsShown(Charts.Trials data) {
    int shown = data.sample().trials().size();
    return shown == data.sample().total()
        ? "All " + Figures.count(shown, "trial") + " with a value, the best first."
        : shown
            + " of "
            + Figures.count(data.sample().total(), "trial")
            + " with a value: the best, and others spread evenly over the sweep.";
  }

  private static Row row(SampledTrial trial, List<Parameter> parameters) {
    List<NumberView> cells = new ArrayList<>();
    cells.add(plain(Long.toString(trial.rank())));
    cells.add(NumberView.measured(trial.value()));
    for (Parameter parameter : parameters) {
      Object value = trial.values().get(parameter.path());
      cells.add(
          value == null ? plain("–") : new NumberView(Figures.value(value), value.toString()));
    }
    return new Row(trial.number(), cells);
  }

  static ChartTable of(int sweep, String chart, Charts.Contour data) {
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < data.surface().rows(); row++) {
      for (int column = 0; column < data.surface().columns(); column++) {
        double value = data.surface().value(column, row);
        if (!Double.isNaN(value)) {
          rows.add(
              new Row(
                  -1,
                  List.of(
                      plain(Integer.toString(column + 1)),
                      plain(Integer.toString(row + 1)),
                      NumberView.measured(value))));
        }
      }
    }
    String sentence =
        "Smoothed from "
            + Figures.count(data.used(), "trial")
            + "; "
            + data.without()
            + " lack one of the two. Cells without a trial near are left out. Cells are counted"
            + " from the lowest value of "
            + data.across().path()
            + " and of "
            + data.up().path()
            + ".";
    return new ChartTable(
        sweep,
        chart,
        sentence,
        List.of(data.across().path(), data.up().path(), head(data.objective())),
        rows);
  }

  static ChartTable of(int sweep, String chart, Charts.Edf data) {
    List<Row> rows =
        data.distribution().shares().stream()
            .map(
                s ->
                    new Row(
                        -1,
                        List.of(NumberView.measured(s.value()), plain(Figures.share(s.share())))))
            .toList();
    return new ChartTable(
        sweep,
        chart,
        "The share of " + data.distribution().total() + " trials with at most this value.",
        List.of(head(data.objective()), "Share"),
        rows);
  }

  static ChartTable of(int sweep, String chart, Charts.Curves data) {
    List<Row> rows = new ArrayList<>();
    for (TrialCurve curve : data.sample().curves()) {
      CurvePoint last = curve.points().get(curve.points().size() - 1);
      Stream<Double> values = curve.points().stream().map(CurvePoint::value);
      double best =
          values
              .reduce((a, b) -> data.objective().direction().better(b, a) ? b : a)
              .orElse(Double.NaN);
      rows.add(
          new Row(
              curve.trial(),
              List.of(
                  plain(curve.state().word()),
                  plain(Integer.toString(last.step())),
                  NumberView.measured(last.value()),
                  NumberView.measured(best))));
    }
    return new ChartTable(
        sweep,
        chart,
        data.sample().curves().size()
            + " of "
            + Figures.count(data.sample().total(), "trial")
            + " that reported: the best, and others spread evenly. The points of a curve are on its"
            + " trial's page.",
        List.of("Trial", "State", "Last step", "Last " + data.metric(), "Best " + data.metric()),
        rows);
  }

  static ChartTable of(int sweep, String chart, Charts.Front data) {
    List<String> heads = new ArrayList<>(List.of("Trial", "On the front"));
    data.objectives().forEach(objective -> heads.add(head(objective)));
    List<Row> rows = new ArrayList<>();
    data.picture().points().forEach(point -> rows.add(row(point, "yes")));
    data.picture().dominated().forEach(point -> rows.add(row(point, "no")));
    return new ChartTable(
        sweep,
        chart,
        Figures.count(data.picture().points().size(), "trial")
            + " on the front, and "
            + data.picture().dominated().size()
            + " of those that it dominates.",
        heads,
        rows);
  }

  private static Row row(ParetoPicture.Point point, String front) {
    List<NumberView> cells = new ArrayList<>(List.of(plain(front)));
    point.values().forEach(value -> cells.add(NumberView.measured(value)));
    return new Row(point.trial(), cells);
  }

  static ChartTable growth(int sweep, String chart, Charts.Front data) {
    List<Row> rows =
        data.picture().growth().stream()
            .map(g -> new Row(g.trial(), List.of(NumberView.measured(g.hypervolume()))))
            .toList();
    return new ChartTable(
        sweep,
        chart,
        "The hypervolume of all trials up to one that moved the front, measured from "
            + String.join(", ", data.picture().reference().stream().map(Figures::number).toList())
            + ".",
        List.of("Trial", "Hypervolume"),
        rows);
  }

  /** What is shown of one of several sweeps. */
  record Of<T>(String name, T data) {}

  static ChartTable progress(String chart, List<Of<Charts.Steps>> sweeps) {
    List<Row> rows = new ArrayList<>();
    for (Of<Charts.Steps> sweep : sweeps) {
      for (Progress point : sweep.data().points()) {
        rows.add(
            new Row(
                -1,
                List.of(
                    plain(sweep.name()),
                    plain(Long.toString(point.ended())),
                    plain(Figures.duration(point.time())),
                    NumberView.measured(point.best()))));
      }
    }
    return new ChartTable(
        0,
        chart,
        "Where the best value changed, and where each sweep is now.",
        List.of("Sweep", "Trials ended", "Time", "Best so far"),
        rows);
  }

  static ChartTable distributions(String chart, List<Of<Charts.Edf>> sweeps) {
    List<Row> rows = new ArrayList<>();
    for (Of<Charts.Edf> sweep : sweeps) {
      for (Share share : sweep.data().distribution().shares()) {
        rows.add(
            new Row(
                -1,
                List.of(
                    plain(sweep.name()),
                    NumberView.measured(share.value()),
                    plain(Figures.share(share.share())))));
      }
    }
    return new ChartTable(
        0,
        chart,
        "The share of each sweep's trials with at most this value.",
        List.of("Sweep", "Value", "Share"),
        rows);
  }

  private static String head(Objective objective) {
    return objective.metric() + (objective.direction() == Direction.MAXIMIZE ? " ↑" : " ↓");
  }

  private static NumberView plain(String text) {
    return new NumberView(text, text);
  }
}
