package io.sonde.search.sampler.cmaes;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sonde.search.port.Sampler;
import io.sonde.search.port.SamplerContract;
import io.sonde.search.space.Space;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CmaEsSamplerTest extends SamplerContract {
  @Override
  protected Sampler sampler(Space space) {
    return new CmaEsSampler(space, 5, CmaEsSampler.Settings.DEFAULT);
  }

  @Test
  void settingsOutOfRangeAreRefusedWithTheirValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CmaEsSampler.Settings(OptionalInt.of(3), 0.25))
        .withMessage("expected population within [4, 10000], got 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CmaEsSampler.Settings(OptionalInt.empty(), 0))
        .withMessage("expected step_size within (0, 1], got 0.0");
  }
}
