package io.sonde.search.stopper;

import io.sonde.search.history.History;
import io.sonde.search.history.Objective;
import io.sonde.search.method.Method;
import io.sonde.search.port.Stopper;
import io.sonde.search.report.Verdict;
import io.sonde.search.spec.schema.Schema;
import io.sonde.search.stopper.evidence.LearningCurve;
import io.sonde.search.stopper.evidence.Losses;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.StringJoiner;

/**
 * Stops a trial as soon as a metric leaves its bounds, whatever other trials do. NaN is outside of
 * all bounds. The first objective is looked at always, further ones when they have bounds.
 */
public final class ThresholdStopper implements Stopper {
  private final Settings settings;

  /**
   * The rule's settings.
   *
   * @param first the bounds of the first objective, unless it has some by its name
   * @param metrics the bounds of objectives by the names of their metrics
   * @param warmup steps that are not judged; at least 0
   */
  public record Settings(Bounds first, Map<String, Bounds> metrics, int warmup) {
    public Settings {
      metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
      if (warmup < 0) {
        throw new IllegalArgumentException("expected warmup of at least 0, got " + warmup);
      }
    }
  }

  /**
   * Bounds in a metric's own unit, both inclusive.
   *
   * @param atLeast minus infinity for none
   * @param atMost infinity for none
   */
  public record Bounds(double atLeast, double atMost) {
    public Bounds {
      boolean possible = atLeast <= atMost;
      if (!possible) {
        throw new IllegalArgumentException(
            "expected at_most of at least at_least = " + atLeast + ", got " + atMost);
      }
    }

    /** How a value of an objective does not keep them; empty when it does. */
    Optional<String> broken(Objective objective, double value) {
      if (Double.isNaN(value)) {
        return Optional.of(objective.metric() + " NaN is not a number");
      } else if (value > atMost) {
        return Optional.of(compare(objective, value, " is above ", atMost));
      } else if (value < atLeast) {
        return Optional.of(compare(objective, value, " is below ", atLeast));
      }
      return Optional.empty();
    }

    private static String compare(Objective objective, double value, String is, double bound) {
      Losses losses = new Losses(objective);
      double loss = Losses.of(objective, value);
      double limit = Losses.of(objective, bound);
      return objective.metric() + " " + losses.write(loss, limit) + is + losses.write(limit, loss);
    }
  }

  /** With these settings. */
  public ThresholdStopper(Settings settings) {
    this.settings = settings;
  }

  /** {@code threshold} in a spec. */
  public static Method<Stopper.Factory> method() {
    Schema number = Schema.real(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    Schema.Mapping bounds =
        Schema.mapping()
            .optional("at_least", number, "stopped below it (none)")
            .optional("at_most", number, "stopped above it (none)")
            .closed();
    return new Method<>(
        "threshold",
        "Stops a trial as soon as a metric is NaN or outside of its bounds",
        Schema.mapping()
            .all(bounds)
            .optional(
                "metrics",
                new Schema.Mapping(Map.of(), Optional.of(bounds)),
                "bounds by the metrics of several objectives (none)")
            .optional(
                "warmup",
                Schema.whole(0, Integer.MAX_VALUE),
                "steps of a trial before it is judged (0)")
            .closed(),
        Map.of("warmup", 0L),
        List.of("at_least", "at_most"),
        settings ->
            new ThresholdStopper(
                new Settings(
                    bounds(settings.values()), byMetric(settings), settings.whole("warmup"))));
  }

  private static Map<String, Bounds> byMetric(io.sonde.search.method.Settings settings) {
    Map<String, Bounds> metrics = new LinkedHashMap<>();
    if (settings.has("metrics") && settings.value("metrics") instanceof Map<?, ?> written) {
      written.forEach((metric, bounds) -> metrics.put((String) metric, bounds((Map<?, ?>) bounds)));
    }
    return metrics;
  }

  private static Bounds bounds(Map<?, ?> settings) {
    return new Bounds(
        settings.get("at_least") instanceof Number n ? n.doubleValue() : Double.NEGATIVE_INFINITY,
        settings.get("at_most") instanceof Number n ? n.doubleValue() : Double.POSITIVE_INFINITY);
  }

  @Override
  public Verdict judge(History history, int trial, int step) {
    if (step <= settings.warmup()) {
      return Verdict.goOn(
          "continues at step " + step + ": not judged up to step " + settings.warmup());
    }
    List<Objective> objectives = history.goal().objectives();
    StringJoiner within = new StringJoiner(" and ");
    for (int j = 0; j < objectives.size(); j++) {
      Objective objective = objectives.get(j);
      Optional<Bounds> bounds = bounds(j, objective.metric());
      OptionalDouble value = value(history, trial, step, j);
      if (bounds.isPresent() && value.isPresent()) {
        Optional<String> broken = bounds.get().broken(objective, value.getAsDouble());
        if (broken.isPresent()) {
          return Verdict.stop("stopped at step " + step + ": " + broken.get());
        }
        double loss = Losses.of(objective, value.getAsDouble());
        within.add(new Losses(objective).named(loss));
      }
    }
    return Verdict.goOn("continues at step " + step + ": " + within + " within bounds");
  }

  private Optional<Bounds> bounds(int objective, String metric) {
    Bounds named = settings.metrics().get(metric);
    return named != null
        ? Optional.of(named)
        : objective == 0 ? Optional.of(settings.first()) : Optional.empty();
  }

  /**
   * What is to be judged: the value at the step, or of a further objective that is measured apart
   * from steps the measured one; empty when it is not known while trials run.
   */
  private static OptionalDouble value(History history, int trial, int step, int objective) {
    LearningCurve curve = new LearningCurve(history, trial, objective);
    if (objective > 0 && curve.empty()) {
      double apart = history.value(trial, objective);
      return Double.isNaN(apart) ? OptionalDouble.empty() : OptionalDouble.of(apart);
    }
    int position = curve.reports() - 1;
    while (curve.step(position) > step) {
      position--;
    }
    return OptionalDouble.of(history.reported(trial, position, objective));
  }
}
