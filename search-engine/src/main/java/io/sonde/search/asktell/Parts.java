package io.sonde.search.asktell;

import io.sonde.search.history.Goal;
import io.sonde.search.port.Sampler;
import io.sonde.search.port.Stopper;
import io.sonde.search.proposal.WarmStart;
import io.sonde.search.sampler.Samplers;
import io.sonde.search.space.Space;
import io.sonde.search.spec.SweepSpec;
import io.sonde.search.stopper.Stoppers;

/**
 * What a sweep in memory is made of.
 *
 * @param seed from which everything random derives
 */
public record Parts(
    Space space, Goal goal, Sampler sampler, Stopper stopper, SweepSpec.Budget budget, long seed) {

  /** As a spec says, with this seed. */
  public static Parts of(SweepSpec spec, long seed) {
    SweepSpec.Search search = spec.search();
    SweepSpec.EarlyStopping stopping = spec.earlyStopping();
    return new Parts(
        spec.space(),
        spec.goal(),
        Samplers.create(search.algorithm(), spec.space(), seed, search.settings()),
        Stoppers.create(stopping.rule(), stopping.settings()),
        WarmStart.of(search.start(), spec.space(), spec.goal()),
        spec.budget(),
        seed);
  }
}
