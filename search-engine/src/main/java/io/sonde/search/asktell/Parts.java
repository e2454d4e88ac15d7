package io.sonde.search.asktell;

import io.sonde.search.history.Goal;
import io.sonde.search.port.Sampler;
import io.sonde.search.port.Stopper;
import io.sonde.search.proposal.WarmStart;
import io.sonde.search.sampler.Samplers;
import io.sonde.search.space.Space;
import io.sonde.search.spec.Problem;
import io.sonde.search.spec.SpecException;
import io.sonde.search.spec.SweepSpec;
import io.sonde.search.stopper.Stoppers;
import java.util.List;

/**
 * What a sweep in memory is made of.
 *
 * @param seed from which everything random derives
 */
public record Parts(
    Space space,
    Goal goal,
    Sampler sampler,
    Stopper stopper,
    WarmStart start,
    SweepSpec.Budget budget,
    long seed) {
  private static final String NO_EARLIER_SWEEPS =
      "earlier sweeps are kept by a server, and there is none here; name their best configurations"
          + " in search.start instead";

  /**
   * As a spec says, with this seed.
   *
   * @throws SpecException when the spec learns from earlier sweeps, which only a server keeps
   */
  public static Parts of(SweepSpec spec, long seed) {
    SweepSpec.Search search = spec.search();
    if (!search.learnFrom().isEmpty()) {
      throw new SpecException(List.of(new Problem(0, 0, "search.learn_from", NO_EARLIER_SWEEPS)));
    }
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
