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
import java.util.OptionalInt;
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

  /**
   * The trial to come, with the number of its parent in the sweep; empty when the space is
   * exhausted.
   */
  public Optional<Sampler.Proposal> next(History history) {
    int number = history.size();
    RandomGenerator random = seeds.proposal(number);
    if (number < start.first().size()) {
      return Optional.of(new Sampler.Proposal(completed(start.first().get(number), random)));
    }
    History view = withEarlier(stopper.peers(history, number));
    return sampler.descend(view, random).map(proposal -> numbered(proposal, view));
  }

  /** Trials of earlier sweeps are nobody's parents: their data may have been others. */
  private static Sampler.Proposal numbered(Sampler.Proposal proposal, History view) {
    OptionalInt parent = proposal.parent();
    return parent.isEmpty()
        ? proposal
        : new Sampler.Proposal(proposal.configuration(), view.number(parent.getAsInt()));
  }

  /**
   * The configuration of a trial that a person asks for.
   *
   * @param values by path; those of other parameters are drawn at random, as the trial's number
   *     tells
   */
  public Configuration completed(Map<String, Object> values, int trial) {
    return completed(values, seeds.proposal(trial));
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
