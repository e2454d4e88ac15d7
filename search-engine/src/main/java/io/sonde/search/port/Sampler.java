package io.sonde.search.port;

import io.sonde.search.history.History;
import io.sonde.search.method.Settings;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Space;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * Proposes configurations. An implementation may keep what it has computed from a history's growing
 * prefix, but the proposal must depend on nothing but the history, the generator and what the
 * sampler was made with: the same history and the same generator give the same configuration,
 * before and after a restart. The history may begin with trials of earlier sweeps.
 */
public interface Sampler {
  /**
   * The next configuration; empty when the space is exhausted and nothing is left to propose.
   *
   * @param history all trials so far, running ones included
   * @param random seeded from the sweep's seed and the number of the trial to come
   */
  Optional<Configuration> propose(History history, RandomGenerator random);

  /**
   * The same configuration, with the trial that it descends from. A sampler whose proposals start
   * from what another trial learnt tells it here.
   */
  default Optional<Proposal> descend(History history, RandomGenerator random) {
    return propose(history, random).map(Proposal::new);
  }

  /**
   * What a sampler proposes.
   *
   * @param parent the trial of the history whose weights it is to start from; empty for a fresh
   *     start
   */
  record Proposal(Configuration configuration, OptionalInt parent) {
    /** A fresh start. */
    public Proposal(Configuration configuration) {
      this(configuration, OptionalInt.empty());
    }
  }

  /** Makes a sampler from what a spec says. */
  @FunctionalInterface
  interface Factory {
    /**
     * A new sampler.
     *
     * @param seed the sweep's, for what must be the same for all its proposals
     * @throws IllegalArgumentException for a setting out of its range
     */
    Sampler create(Space space, long seed, Settings settings);
  }
}
