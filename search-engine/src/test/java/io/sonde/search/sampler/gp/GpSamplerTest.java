package io.sonde.search.sampler.gp;

import io.sonde.search.port.Sampler;
import io.sonde.search.port.SamplerContract;
import io.sonde.search.space.Space;

class GpSamplerTest extends SamplerContract {
  @Override
  protected Sampler sampler(Space space) {
    return new GpSampler(space, GpSampler.Settings.DEFAULT, 7);
  }
}
