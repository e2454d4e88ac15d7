package io.sonde.trial.worker;

import io.sonde.search.history.Constraint;
import io.sonde.search.report.AttemptEnd;
import io.sonde.search.report.Cause;
import io.sonde.trial.dl4j.Latency;
import io.sonde.trial.dl4j.Score;
import io.sonde.trial.dl4j.Training;
import io.sonde.trial.protocol.LatencyWish;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What is measured of a network before its training and of the kept model after it. */
final class Measurement {
  private final LatencyWish latency;

  Measurement(LatencyWish latency) {
    this.latency = latency;
  }

  /** The end of a trial whose network is too slow to be worth its training; empty otherwise. */
  Optional<AttemptEnd> before(Training training) {
    if (latency.before().isEmpty()) {
      return Optional.empty();
    }
    Map<String, Double> measured = latency(training);
    for (Constraint constraint : latency.before()) {
      double value = Objects.requireNonNull(measured.get(constraint.metric()));
      if (!constraint.holds(value)) {
        return Optional.of(
            new AttemptEnd(
                Cause.INFEASIBLE,
                "before training, " + constraint.sentence(value) + " milliseconds",
                measured));
      }
    }
    return Optional.empty();
  }

  /** The test of the kept model, what its pruning came to, and, where wanted, its latency. */
  Map<String, Double> after(Training training) {
    Score test = training.test();
    System.out.println("test: " + test.text());
    Map<String, Double> metrics = new LinkedHashMap<>(test.metrics("test_"));
    metrics.putAll(training.pruned());
    if (latency.measured()) {
      metrics.putAll(latency(training));
      training.latencyBeforePruning().ifPresent(before -> put(metrics, before, "_before_pruning"));
    }
    return metrics;
  }

  private static Map<String, Double> latency(Training training) {
    Latency latency = training.latency();
    System.out.printf(
        "one prediction takes %.3f ms, 95 of 100 below %.3f ms%n", latency.p50(), latency.p95());
    Map<String, Double> metrics = new LinkedHashMap<>();
    put(metrics, latency, "");
    return metrics;
  }

  private static void put(Map<String, Double> metrics, Latency latency, String suffix) {
    metrics.put(LatencyWish.P50 + suffix, latency.p50());
    metrics.put(LatencyWish.P95 + suffix, latency.p95());
  }
}
