package io.sonde.search.sweep;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.port.PreparedTrials;
import io.sonde.search.port.Sampler;
import io.sonde.search.port.SweepPlan.Drawn;
import io.sonde.search.port.SweepPlan.Sample;
import io.sonde.search.port.SweepPlan.Spread;
import io.sonde.search.proposal.TrialSeeds;
import io.sonde.search.sampler.Samplers;
import io.sonde.search.space.Configuration;
import io.sonde.search.spec.SweepSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Configurations of a space drawn at random, so that people see what their spec means. */
final class SampledConfigurations {
  private final SweepSpec spec;
  private final PreparedTrials trials;
  private final long seed;

  SampledConfigurations(SweepSpec spec, PreparedTrials trials, long seed) {
    this.spec = spec;
    this.trials = trials;
    this.seed = seed;
  }

  /** So many of them, fewer where the space has no more; the first few are told one by one. */
  Drawn draw(int count, int shown) {
    List<Sample> samples = configurations(count).stream().map(this::judged).toList();
    Map<String, List<Double>> known =
        samples.stream()
            .filter(sample -> sample.infeasible().isEmpty())
            .flatMap(sample -> sample.known().entrySet().stream())
            .filter(entry -> Double.isFinite(entry.getValue()))
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getKey,
                    TreeMap::new,
                    Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    Map<String, Spread> spreads = new HashMap<>();
    known.forEach((metric, values) -> spreads.put(metric, spread(values)));
    long infeasible = samples.stream().filter(sample -> sample.infeasible().isPresent()).count();
    return new Drawn(
        samples.size(),
        (int) infeasible,
        spreads,
        samples.subList(0, Math.min(shown, samples.size())));
  }

  private List<Configuration> configurations(int count) {
    Sampler sampler = Samplers.create("random", spec.space(), seed, Map.of());
    ColumnarHistory nothing = new ColumnarHistory(spec.space(), spec.goal());
    TrialSeeds seeds = new TrialSeeds(seed);
    return IntStream.range(0, count)
        .mapToObj(trial -> sampler.propose(nothing, seeds.proposal(trial)))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private Sample judged(Configuration configuration) {
    return sample(spec, trials, configuration);
  }

  /** A configuration as a sweep would judge it before it runs. */
  static Sample sample(SweepSpec spec, PreparedTrials trials, Configuration configuration) {
    Beforehand judged = Beforehand.of(spec, trials, configuration);
    return new Sample(configuration.tree(), judged.known(), judged.ruledOut());
  }

  private static Spread spread(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double middle =
        DoubleStream.of(sorted[(sorted.length - 1) / 2], sorted[sorted.length / 2])
            .average()
            .orElseThrow();
    return new Spread(sorted[0], middle, sorted[sorted.length - 1]);
  }
}
