package io.sonde.search.port;

import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.SweepReader.CurvePoint;
import io.sonde.search.port.SweepReader.SweepRow;
import io.sonde.search.port.SweepReader.TrialQuery;
import io.sonde.search.port.SweepReader.TrialRow;
import io.sonde.search.report.AttemptId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Answers from all trials of a reader: the yardstick for stores that choose in the database. */
public final class InMemoryAnalysis implements AnalysisReader {
  private final SweepReader reader;

  /** Of the sweeps of this reader. */
  public InMemoryAnalysis(SweepReader reader) {
    this.reader = reader;
  }

  @Override
  public TrialSample trials(int sweep, Objective objective, int most) {
    Map<Integer, Double> values = values(sweep, objective);
    List<Integer> ranked = ranked(values, objective);
    int best = most / 4;
    Set<Integer> even = even(List.copyOf(values.keySet()), most - best);
    Map<Integer, Integer> ranks = new HashMap<>();
    for (int i = 0; i < ranked.size(); i++) {
      ranks.put(ranked.get(i), i + 1);
    }
    List<SampledTrial> chosen =
        all(sweep).stream()
            .filter(
                row ->
                    even.contains(row.number())
                        || ranks.getOrDefault(row.number(), best + 1) <= best)
            .map(
                row ->
                    new SampledTrial(
                        row.number(),
                        row.state(),
                        values.get(row.number()),
                        ranks.get(row.number()),
                        even.contains(row.number()),
                        row.values()))
            .toList();
    return new TrialSample(chosen, values.size());
  }

  @Override
  public Timeline timeline(int sweep, int most) {
    List<AttemptSpan> spans = new ArrayList<>();
    for (TrialRow trial : all(sweep)) {
      for (SweepReader.AttemptRow attempt : reader.attempts(sweep, trial.number())) {
        spans.add(
            new AttemptSpan(
                new AttemptId(sweep, trial.number(), attempt.number()),
                attempt.devices(),
                attempt.started(),
                attempt.ended(),
                attempt.cause()));
      }
    }
    spans.sort(
        Comparator.comparing(AttemptSpan::started)
            .thenComparingInt(span -> span.attempt().trial())
            .thenComparingInt(span -> span.attempt().number()));
    List<DeviceTime> devices =
        spans.stream()
            .flatMap(span -> span.devices().stream())
            .distinct()
            .sorted()
            .map(device -> time(device, spans))
            .toList();
    return new Timeline(
        spans.subList(Math.max(0, spans.size() - most), spans.size()), devices, spans.size());
  }

  private static DeviceTime time(String device, List<AttemptSpan> all) {
    List<AttemptSpan> held = all.stream().filter(span -> span.devices().contains(device)).toList();
    Duration busy =
        held.stream()
            .filter(span -> span.ended().isPresent())
            .map(span -> Duration.between(span.started(), span.ended().get()))
            .reduce(Duration.ZERO, Duration::plus);
    return new DeviceTime(device, held.size(), busy);
  }

  @Override
  public Distribution distribution(int sweep, Objective objective, int most) {
    List<Double> sorted = values(sweep, objective).values().stream().sorted().toList();
    int stride = Math.max(1, (sorted.size() + most - 1) / most);
    List<Share> shares = new ArrayList<>();
    for (int place = 1; place <= sorted.size(); place++) {
      if (place == 1 || place == sorted.size() || place % stride == 0) {
        shares.add(new Share(sorted.get(place - 1), (double) place / sorted.size()));
      }
    }
    return new Distribution(shares, sorted.size());
  }

  @Override
  public CurveSample curves(int sweep, Objective objective, String metric, int trials, int points) {
    List<TrialRow> reporting =
        all(sweep).stream().filter(row -> row.started().isPresent()).toList();
    List<Integer> numbers = reporting.stream().map(TrialRow::number).toList();
    List<Integer> ranked =
        ranked(values(sweep, objective), objective).stream().filter(numbers::contains).toList();
    Set<Integer> chosen = new HashSet<>(ranked.subList(0, Math.min(trials / 3, ranked.size())));
    chosen.addAll(even(numbers, trials - trials / 3));
    List<TrialCurve> curves = new ArrayList<>();
    for (TrialRow row : reporting) {
      List<CurvePoint> curve =
          reader.curves(sweep, row.number(), points).getOrDefault(metric, List.of());
      if (chosen.contains(row.number()) && !curve.isEmpty()) {
        curves.add(new TrialCurve(row.number(), row.state(), curve));
      }
    }
    return new CurveSample(curves, reporting.size());
  }

  @Override
  public List<Progress> progress(int sweep, int most) {
    Optional<SweepRow> row = reader.sweep(sweep);
    if (row.isEmpty()) {
      return List.of();
    }
    List<TrialRow> ended =
        all(sweep).stream()
            .filter(trial -> trial.state().ended() && trial.ended().isPresent())
            .sorted(Comparator.comparing((TrialRow trial) -> trial.ended().orElseThrow()))
            .toList();
    Direction direction = row.get().direction();
    List<Progress> progress = new ArrayList<>();
    double best = Double.NaN;
    for (int i = 0; i < ended.size(); i++) {
      TrialRow trial = ended.get(i);
      double value = counts(trial) ? trial.value().orElse(Double.NaN) : Double.NaN;
      boolean better = Double.isFinite(value) && direction.better(value, best);
      best = better ? value : best;
      if (better || (i == ended.size() - 1 && !Double.isNaN(best))) {
        Duration time =
            Duration.between(
                row.get().started().orElse(row.get().created()), trial.ended().orElseThrow());
        progress.add(new Progress(i + 1, time, best));
      }
    }
    return progress;
  }

  private List<TrialRow> all(int sweep) {
    return reader.trials(sweep, new TrialQuery(Set.of(), "number", false, 0, 10_000)).rows();
  }

  /** The finite values of the trials that count, by number. */
  private Map<Integer, Double> values(int sweep, Objective objective) {
    boolean first =
        reader.sweep(sweep).map(row -> row.metric().equals(objective.metric())).orElse(false);
    Map<Integer, Double> values = new LinkedHashMap<>();
    for (TrialRow row : all(sweep)) {
      OptionalDouble value = first ? row.value() : metric(row, objective.metric());
      if (counts(row) && Double.isFinite(value.orElse(Double.NaN))) {
        values.put(row.number(), value.getAsDouble());
      }
    }
    return values;
  }

  private static OptionalDouble metric(TrialRow row, String name) {
    Double value = row.metrics().getOrDefault(name, row.measured().get(name));
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static boolean counts(TrialRow row) {
    return row.state() == TrialState.COMPLETED || row.state() == TrialState.STOPPED;
  }

  private static List<Integer> ranked(Map<Integer, Double> values, Objective objective) {
    return values.keySet().stream()
        .sorted(
            Comparator.comparingDouble(
                (Integer trial) -> objective.direction().loss(values.get(trial)) + 0.0))
        .toList();
  }

  private static Set<Integer> even(List<Integer> numbers, int most) {
    int stride = Math.max(1, (numbers.size() + most - 1) / most);
    Set<Integer> even = new HashSet<>();
    for (int place = 1; place <= numbers.size(); place++) {
      if (place == 1 || place == numbers.size() || place % stride == 0) {
        even.add(numbers.get(place - 1));
      }
    }
    return even;
  }
}
