package io.sonde.search.proposal;

import io.sonde.search.history.History;
import io.sonde.search.port.Sampler;
import io.sonde.search.port.Stopper;
import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Space;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Proposes the configurations of one sweep. What it answers depends on nothing but what it was made
 * with and the history. Not thread-safe.
 */
public final class Proposals {
  private final Space space;
  private final UnitCube cube;
  private final Sampler sampler;
  private final Stopper stopper;
  private final TrialSeeds seeds;
  private final WarmStart start;
  private final IdentityHashMap<History, History> joined = new IdentityHashMap<>();

  /** With the parts of one sweep. */
  public Proposals(
      Space space, Sampler sampler, Stopper stopper, TrialSeeds seeds, WarmStart start) {
    this.space = space;
    this.cube = new UnitCube(space);
    this.sampler = sampler;
    this.stopper = stopper;
    this.seeds = seeds;
    this.start = start;
  }

  /** The configuration of the trial to come; empty when the space is exhausted. */
  public Optional<Configuration> next(History history) {
    int number = history.size();
    RandomGenerator random = seeds.proposal(number);
    if (number < start.first().size()) {
      return Optional.of(completed(start.first().get(number), random));
    }
    return sampler.propose(withEarlier(stopper.peers(history, number)), random);
  }

  private Configuration completed(Map<String, Object> values, RandomGenerator random) {
    return space.configure(
        parameter ->
            values.containsKey(parameter.path())
                ? parameter.domain().encode(values.get(parameter.path()))
                : cube.axis(parameter.index()).code(random.nextDouble()));
  }

  /** The same view always gives the same joined one, which samplers follow as it grows. */
  private History withEarlier(History view) {
    return start.earlier().size() == 0
        ? view
        : joined.computeIfAbsent(view, v -> new JoinedHistory(start.earlier(), v));
  }
}
