package io.sonde.search.port;

import java.util.List;
import java.util.Map;

/**
 * What a request would start.
 *
 * @param parameters how many values are searched, those of every branch counted
 * @param trials how many the sweep may end
 * @param parallel how many run at a time on the devices there are now
 * @param samples a few configurations, drawn at random from the space
 */
public record SweepPlan(
    String experiment,
    int parameters,
    int trials,
    int parallel,
    List<Map<String, Object>> samples) {
  public SweepPlan {
    samples = List.copyOf(samples);
  }
}
