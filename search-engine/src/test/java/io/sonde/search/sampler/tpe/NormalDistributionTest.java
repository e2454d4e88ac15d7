package io.sonde.search.sampler.tpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;

class NormalDistributionTest {
  @Test
  void theCumulativeFunctionIsThatOfTheErrorFunction() {
    for (double z = -12; z < 12; z += 0.00371) {
      double expected = Erf.erfc(-z / Math.sqrt(2)) / 2;
      assertThat(NormalDistribution.cumulative(z)).isCloseTo(expected, within(1e-15));
    }
  }

  @Test
  void narrowIntervalsFarOutKeepTheirProbability() {
    for (double z : new double[] {-5, 5}) {
      double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
      double mass = NormalDistribution.between(z - 5e-5, z + 5e-5);
      assertThat(mass / 1e-4).isCloseTo(density, within(1e-5 * density));
    }
  }

  @Test
  void theQuantileIsTheInverse() {
    for (double z = -5; z <= 5; z += 0.1) {
      double probability = NormalDistribution.cumulative(z);
      assertThat(NormalDistribution.quantile(probability)).isCloseTo(z, within(1e-6));
    }
  }
}
