package io.sonde.search.sampler.tpe;

import io.sonde.search.port.Sampler;
import io.sonde.search.port.SamplerContract;
import io.sonde.search.space.Space;

class TpeSamplerTest extends SamplerContract {
  @Override
  protected Sampler sampler(Space space) {
    return new TpeSampler(space, TpeSampler.Settings.DEFAULT);
  }
}
