package io.sonde.search.sampler.evolution;

import io.sonde.search.port.Sampler;
import io.sonde.search.port.SamplerContract;
import io.sonde.search.space.Space;

class EvolutionSamplerTest extends SamplerContract {
  /** A population small enough that the contract's short histories have parents. */
  @Override
  protected Sampler sampler(Space space) {
    return new EvolutionSampler(space, new EvolutionSampler.Settings(8, 2, false));
  }
}
