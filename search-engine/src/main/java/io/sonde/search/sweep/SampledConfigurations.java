package io.sonde.search.sweep;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.port.Sampler;
import io.sonde.search.proposal.TrialSeeds;
import io.sonde.search.sampler.Samplers;
import io.sonde.search.space.Configuration;
import io.sonde.search.spec.SweepSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Configurations of a space drawn at random, so that people see what their spec means. */
final class SampledConfigurations {
  private final SweepSpec spec;
  private final long seed;

  SampledConfigurations(SweepSpec spec, long seed) {
    this.spec = spec;
    this.seed = seed;
  }

  /** So many of them, as trees; fewer where the space has no more. */
  List<Map<String, Object>> first(int count) {
    Sampler sampler = Samplers.create("random", spec.space(), seed, Map.of());
    ColumnarHistory nothing = new ColumnarHistory(spec.space(), spec.goal());
    TrialSeeds seeds = new TrialSeeds(seed);
    return IntStream.range(0, count)
        .mapToObj(trial -> sampler.propose(nothing, seeds.proposal(trial)))
        .flatMap(Optional::stream)
        .map(Configuration::tree)
        .distinct()
        .toList();
  }
}
