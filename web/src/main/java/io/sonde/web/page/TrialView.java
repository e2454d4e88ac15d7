package io.sonde.web.page;

import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.AttemptRow;
import io.sonde.search.port.SweepReader.CurvePoint;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.report.Cause;
import io.sonde.search.steering.TrialAction;
import io.sonde.web.page.SweepView.MetricView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One trial without its curves and log.
 *
 * @param value the objective at its best step; while it runs, the best one so far
 * @param metrics those of the best step and those known before training
 * @param measured those measured at the end
 * @param parameters the searched values by path
 */
public record TrialView(
    int sweep,
    String experiment,
    int number,
    String state,
    String reason,
    boolean ended,
    boolean best,
    boolean stoppable,
    boolean retriable,
    String metric,
    Optional<NumberView> value,
    Optional<Integer> bestStep,
    Optional<Integer> lastStep,
    SpanView duration,
    Optional<TimeView> started,
    List<MetricView> metrics,
    List<MetricView> measured,
    ConfigurationView configuration,
    List<ParameterView> parameters,
    List<AttemptView> attempts,
    Optional<Integer> previous,
    Optional<Integer> next) {
  private static final int CURVE_POINTS = 500;

  /** A searched value. */
  public record ParameterView(String path, String value, String full) {}

  /** An attempt. */
  public record AttemptView(
      int number,
      TimeView started,
      SpanView duration,
      String devices,
      String outcome,
      String reason,
      boolean logged) {}

  static Optional<TrialView> read(SweepReader reader, SweepRow sweep, int number, Instant now) {
    return reader.trial(sweep.number(), number).map(trial -> of(reader, sweep, trial, now));
  }

  private static TrialView of(SweepReader reader, SweepRow sweep, TrialRow trial, Instant now) {
    int all = sweep.trials().values().stream().mapToInt(Integer::intValue).sum();
    int number = trial.number();
    return new TrialView(
        sweep.number(),
        sweep.experiment(),
        number,
        trial.state().word(),
        trial.reason(),
        trial.state().ended(),
        sweep.best().isPresent() && sweep.best().getAsInt() == number,
        TrialAction.STOP.allowed(sweep.state(), trial.state()),
        TrialAction.RETRY.allowed(sweep.state(), trial.state()),
        sweep.metric(),
        value(reader, sweep, trial),
        trial.bestStep().isPresent() ? Optional.of(trial.bestStep().getAsInt()) : Optional.empty(),
        trial.lastStep().isPresent() ? Optional.of(trial.lastStep().getAsInt()) : Optional.empty(),
        SpanView.of(trial.started(), trial.ended(), now),
        trial.started().map(start -> TimeView.of(start, now)),
        MetricView.of(trial.metrics()),
        MetricView.of(trial.measured()),
        ConfigurationView.of(trial.configuration()),
        parameters(trial.values()),
        reader.attempts(sweep.number(), number).stream().map(row -> attempt(row, now)).toList(),
        number > 0 ? Optional.of(number - 1) : Optional.empty(),
        number + 1 < all ? Optional.of(number + 1) : Optional.empty());
  }

  private static List<ParameterView> parameters(Map<String, Object> values) {
    return values.entrySet().stream()
        .map(
            entry ->
                new ParameterView(
                    entry.getKey(), Figures.value(entry.getValue()), entry.getValue().toString()))
        .toList();
  }

  private static AttemptView attempt(AttemptRow row, Instant now) {
    return new AttemptView(
        row.number(),
        TimeView.of(row.started(), now),
        SpanView.of(Optional.of(row.started()), row.ended(), now),
        String.join(", ", row.devices()),
        row.cause().map(Cause::word).orElse("running"),
        row.reason(),
        !row.log().isEmpty());
  }

  private static Optional<NumberView> value(SweepReader reader, SweepRow sweep, TrialRow trial) {
    double best = Double.NaN;
    if (trial.value().isPresent() && trial.state() != TrialState.RUNNING) {
      best = trial.value().getAsDouble();
    } else if (!trial.state().ended()) {
      Map<String, List<CurvePoint>> curves =
          reader.curves(sweep.number(), trial.number(), CURVE_POINTS);
      for (CurvePoint point : curves.getOrDefault(sweep.metric(), List.of())) {
        best = sweep.direction().better(point.value(), best) ? point.value() : best;
      }
    }
    return Double.isNaN(best) ? Optional.empty() : Optional.of(NumberView.measured(best));
  }
}
