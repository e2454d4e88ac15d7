package io.sonde.search.port;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a request would start.
 *
 * @param parameters how many values are searched, those of every branch counted
 * @param trials how many the sweep may end
 * @param parallel how many run at a time on the devices there are now
 * @param drawn what came of configurations drawn at random from the space
 */
public record SweepPlan(String experiment, int parameters, int trials, int parallel, Drawn drawn) {

  /** The configurations that are shown, as trees. */
  public List<Map<String, Object>> samples() {
    return drawn.samples().stream().map(Sample::configuration).toList();
  }

  /**
   * Configurations drawn at random, so that people see what their spec means.
   *
   * @param count how many were drawn, all of them different
   * @param infeasible how many of them cannot run
   * @param known by metric what is known of them before training, over those that can run
   * @param samples the first few of them
   */
  public record Drawn(int count, int infeasible, Map<String, Spread> known, List<Sample> samples) {
    public Drawn {
      if (infeasible < 0 || infeasible > count) {
        throw new IllegalArgumentException(
            "expected 0 to " + count + " infeasible configurations, got " + infeasible);
      }
      known = Map.copyOf(known);
      samples = List.copyOf(samples);
    }
  }

  /** The least, the middle and the largest of some numbers. */
  public record Spread(double least, double median, double most) {
    public Spread {
      if (!(least <= median && median <= most)) {
        throw new IllegalArgumentException(
            "expected rising numbers, got " + least + ", " + median + " and " + most);
      }
    }
  }

  /**
   * A drawn configuration.
   *
   * @param configuration as a tree
   * @param known its metrics known before training
   * @param infeasible why it cannot run; empty when it can
   */
  public record Sample(
      Map<String, Object> configuration, Map<String, Double> known, Optional<String> infeasible) {
    public Sample {
      known = new LinkedHashMap<>(known);
    }
  }
}
