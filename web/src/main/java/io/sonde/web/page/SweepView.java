package io.sonde.web.page;

import io.sonde.search.event.SweepState;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Origin;
import io.sonde.search.port.SweepReader;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.spec.SweepSpec;
import io.sonde.search.steering.SweepAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One sweep without its chart and table: what changes as it goes on.
 *
 * @param best the best trial so far
 * @param left about how long it will take still
 * @param moreRunning how many trials run besides those listed
 */
public record SweepView(
    int number,
    String experiment,
    int version,
    String state,
    String reason,
    boolean ended,
    boolean resumable,
    boolean pausable,
    String metric,
    String direction,
    ProgressView progress,
    Optional<BestView> best,
    TimeView started,
    SpanView duration,
    Optional<String> left,
    long seed,
    String origin,
    List<RunningView> running,
    int moreRunning) {
  private static final int RUNNING_SHOWN = 12;

  /** The best trial of a sweep. */
  public record BestView(
      int trial, NumberView value, List<MetricView> measured, ConfigurationView configuration) {}

  /** A metric with its value. */
  public record MetricView(String name, NumberView value) {
    static List<MetricView> of(Map<String, Double> metrics) {
      return metrics.entrySet().stream()
          .map(entry -> new MetricView(entry.getKey(), NumberView.measured(entry.getValue())))
          .toList();
    }
  }

  static SweepView of(SweepReader reader, SweepRow row, Instant now) {
    TrialQuery running =
        new TrialQuery(Set.of(TrialState.RUNNING), "number", false, 0, RUNNING_SHOWN);
    List<RunningView> views =
        reader.trials(row.number(), running).rows().stream()
            .map(trial -> RunningView.of(reader, row, trial, now))
            .toList();
    int all = row.trials().getOrDefault(TrialState.RUNNING, 0);
    return new SweepView(
        row.number(),
        row.experiment(),
        row.version(),
        row.state().word(),
        row.reason(),
        row.state().ended(),
        row.state() == SweepState.PAUSED
            || (row.state().ended() && ProgressView.of(row).spent() < row.budget()),
        row.state() != SweepState.PAUSED && SweepAction.PAUSE.allowed(row.state()),
        row.metric(),
        row.direction().word(),
        ProgressView.of(row),
        best(reader, row),
        TimeView.of(row.started().orElse(row.created()), now),
        span(row, now),
        left(row, now),
        row.seed(),
        origin(row.origin()),
        views,
        Math.max(0, all - views.size()));
  }

  private static Optional<BestView> best(SweepReader reader, SweepRow row) {
    if (row.best().isEmpty() || row.bestValue().isEmpty()) {
      return Optional.empty();
    }
    NumberView value = NumberView.measured(row.bestValue().getAsDouble());
    Optional<TrialRow> trial = reader.trial(row.number(), row.best().getAsInt());
    return trial.map(
        best ->
            new BestView(
                best.number(),
                value,
                MetricView.of(best.measured()),
                ConfigurationView.of(best.configuration())));
  }

  static SpanView span(SweepRow row, Instant now) {
    return SpanView.of(row.started(), row.ended(), now);
  }

  /** From the pace so far; empty while it tells little, and once the sweep is over. */
  private static Optional<String> left(SweepRow row, Instant now) {
    int spent = ProgressView.of(row).spent();
    boolean bounded = row.budget() < SweepSpec.Budget.UNLIMITED;
    if (!bounded
        || row.state().ended()
        || row.started().isEmpty()
        || spent < 2
        || spent >= row.budget()) {
      return Optional.empty();
    }
    Duration so = Duration.between(row.started().get(), now);
    return Optional.of(Figures.duration(so.multipliedBy(row.budget() - spent).dividedBy(spent)));
  }

  /** Such as {@code commit 1a2b3c, branch main}; no text where nothing is known. */
  private static String origin(Origin origin) {
    return Stream.of(
            origin.commit().map(text -> "commit " + text),
            origin.branch().map(text -> "branch " + text),
            origin.pullRequest().map(text -> "pull request " + text))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(", "));
  }
}
