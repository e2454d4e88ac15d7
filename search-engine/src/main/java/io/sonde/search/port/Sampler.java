package io.sonde.search.port;

import io.sonde.search.history.History;
import io.sonde.search.space.Configuration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Proposes configurations. An implementation may keep what it has computed from a history's growing
 * prefix, but the proposal must depend on nothing but the history and the generator: the same
 * history and the same generator give the same configuration, before and after a restart.
 */
public interface Sampler {
  /**
   * The next configuration; empty when the space is exhausted and nothing is left to propose.
   *
   * @param history all trials so far, running ones included
   * @param random seeded from the sweep's seed and the number of the trial to come
   */
  Optional<Configuration> propose(History history, RandomGenerator random);
}
