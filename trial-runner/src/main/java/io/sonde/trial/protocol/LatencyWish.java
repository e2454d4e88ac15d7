package io.sonde.trial.protocol;

import io.sonde.search.history.Constraint;
import io.sonde.search.history.Goal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether and when a worker measures how long one prediction takes.
 *
 * @param measured whether the kept model is measured at the end of a trial
 * @param before what must hold of the network before it is trained
 */
public record LatencyWish(boolean measured, List<Constraint> before) {
  /** The median of one prediction of one example, in milliseconds. */
  public static final String P50 = "latency_p50";

  /** What 95 of 100 predictions stay below, in milliseconds. */
  public static final String P95 = "latency_p95";

  /** Both names. */
  public static final Set<String> METRICS = Set.of(P50, P95);

  /** Nothing is measured. */
  public static final LatencyWish NONE = new LatencyWish(false, List.of());

  public LatencyWish {
    before = List.copyOf(before);
  }

  /** Measured where a goal names it. */
  public static LatencyWish of(Goal goal) {
    return new LatencyWish(
        goal.metrics().stream().anyMatch(METRICS::contains),
        goal.constraints().stream()
            .filter(c -> c.beforeTraining() && METRICS.contains(c.metric()))
            .toList());
  }

  static LatencyWish read(Map<String, Object> message) {
    if (!message.containsKey("latency")) {
      return NONE;
    }
    List<Constraint> before = new ArrayList<>();
    for (Map<String, Object> bound : Json.sections(message, "latency")) {
      before.add(
          new Constraint(
              Json.text(bound, "metric"),
              Json.number(bound, "at_least", Double.NEGATIVE_INFINITY),
              Json.number(bound, "at_most", Double.POSITIVE_INFINITY),
              true));
    }
    return new LatencyWish(true, before);
  }

  void write(Map<String, Object> message) {
    if (measured) {
      message.put("latency", before.stream().map(LatencyWish::bound).toList());
    }
  }

  private static Map<String, Object> bound(Constraint constraint) {
    Map<String, Object> bound = new LinkedHashMap<>(Map.of("metric", constraint.metric()));
    if (Double.isFinite(constraint.atLeast())) {
      bound.put("at_least", constraint.atLeast());
    }
    if (Double.isFinite(constraint.atMost())) {
      bound.put("at_most", constraint.atMost());
    }
    return bound;
  }
}
