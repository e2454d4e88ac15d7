package io.sonde.web;

import io.sonde.search.insight.Insights;
import io.sonde.search.port.InsightReader;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Knows what it was told about sweeps. */
final class Learnt implements InsightReader {
  final Map<Integer, Insights> of = new ConcurrentHashMap<>();

  @Override
  public Optional<Insights> insights(int sweep) {
    return Optional.ofNullable(of.get(sweep));
  }
}
