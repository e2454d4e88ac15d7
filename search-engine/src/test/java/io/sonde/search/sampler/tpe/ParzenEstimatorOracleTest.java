package io.sonde.search.sampler.tpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.search.space.Domain;
import io.sonde.search.space.Scale;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The mixture agrees with Optuna 5.0.0's, which we did not write. */
class ParzenEstimatorOracleTest {
  static List<OracleCase> cases() throws IOException {
    return OracleCase.all();
  }

  private static ParzenEstimator estimator(OracleCase c) {
    return new ParzenEstimator(c.cube(), c.observations(), c.trials(), c.priorWeight);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void weights(OracleCase c) {
    assertThat(estimator(c).weights()).containsExactly(c.weights, within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void meansAndDeviations(OracleCase c) {
    Observations observations = c.observations();
    for (int p : c.means.keySet()) {
      Gaussians gaussians = new Gaussians(observations, p, c.trials());
      Domain domain = c.domains.get("p" + p);
      double low = edges(domain)[0];
      double width = edges(domain)[1] - low;
      for (int k = 0; k < gaussians.size(); k++) {
        assertThat(low + width * gaussians.mean(k))
            .isCloseTo(c.means.get(p)[k], within(1e-12 * width));
        assertThat(width * gaussians.deviation(k))
            .isCloseTo(c.deviations.get(p)[k], within(1e-12 * width));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void probabilitiesOfCategories(OracleCase c) {
    ParzenEstimator estimator = estimator(c);
    for (double[] line : c.probabilities) {
      CategoryKernels kernels = (CategoryKernels) estimator.kernels((int) line[0]);
      for (int category = 0; category < line.length - 2; category++) {
        assertThat(kernels.probability((int) line[1], category))
            .isCloseTo(line[category + 2], within(1e-12));
      }
    }
  }

  /** Ours is a density over the unit interval of each continuous axis, Optuna's over its range. */
  @ParameterizedTest
  @MethodSource("cases")
  void logDensities(OracleCase c) {
    ParzenEstimator estimator = estimator(c);
    double widths = 0;
    for (Domain domain : c.domains.values()) {
      if (domain.cardinality() == Double.POSITIVE_INFINITY) {
        widths += Math.log(edges(domain)[1] - edges(domain)[0]);
      }
    }
    for (double[] line : c.densities) {
      double[] row = Arrays.copyOf(line, line.length - 1);
      double[] sums = estimator.sums();
      estimator.add(row, IntStream.range(0, row.length).toArray(), sums);
      assertThat(ParzenEstimator.logDensity(sums) - widths)
          .isCloseTo(line[row.length], within(1e-9));
    }
  }

  /** Where the axis of a domain begins and ends, on its scale. */
  private static double[] edges(Domain domain) {
    if (domain instanceof Domain.IntRange range) {
      return edges(range.low(), range.high(), range.step(), range.scale());
    }
    Domain.FloatRange range = (Domain.FloatRange) domain;
    return edges(range.low(), range.high(), range.step().orElse(0), range.scale());
  }

  private static double[] edges(double low, double high, double step, Scale scale) {
    return new double[] {scale.toModel(low - step / 2), scale.toModel(high + step / 2)};
  }
}
