package io.sonde.search.sampler.nsga2;

import io.sonde.search.port.Sampler;
import io.sonde.search.port.SamplerContract;
import io.sonde.search.space.Space;

class NsgaSamplerTest extends SamplerContract {
  /** A population small enough that the contract's short histories have parents. */
  @Override
  protected Sampler sampler(Space space) {
    return new NsgaSampler(space, new NsgaSampler.Settings(10, 0.9, 20, 20));
  }
}
