package io.sonde.web.page;

import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.insight.ParetoPicture;
import io.sonde.search.insight.surface.PlaneAxis;
import io.sonde.search.insight.surface.Surface;
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
    Surface surface = data.surface();
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < surface.rows(); row++) {
      for (int column = 0; column < surface.columns(); column++) {
        double value = surface.value(column, row);
        if (!Double.isNaN(value)) {
          NumberView across = middle(data.across(), column, surface.columns());
          NumberView up = middle(data.up(), row, surface.rows());
          rows.add(new Row(-1, List.of(across, up, NumberView.measured(value))));
        }
      }
    }
    String sentence =
        "Smoothed from "
            + Figures.count(data.used(), "trial")
            + "; "
            + data.without()
            + " lack one of the two. Each cell is named by the values in its middle; those without"
            + " a trial near are left out.";
    return new ChartTable(
        sweep,
        chart,
        sentence,
        List.of(data.across().path(), data.up().path(), head(data.objective())),
        rows);
  }

  /** The value of a parameter in the middle of a cell. */
  private static NumberView middle(Parameter parameter, int cell, int cells) {
    PlaneAxis axis = PlaneAxis.of(parameter);
    Object value = parameter.domain().decode(axis.code(axis.middle(cell, cells)));
    return new NumberView(Figures.value(value), value.toString());
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
      for (CurvePoint point : curve.points()) {
        rows.add(
            new Row(
                curve.trial(),
                List.of(
                    plain(curve.state().word()),
                    plain(Integer.toString(point.step())),
                    NumberView.measured(point.value()))));
      }
    }
    return new ChartTable(
        sweep,
        chart,
        data.sample().curves().size()
            + " of "
            + Figures.count(data.sample().total(), "trial")
            + " that reported: the best, and others spread evenly. All points of a curve are on its"
            + " trial's page.",
        List.of("Trial", "State", "Step", data.metric()),
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
