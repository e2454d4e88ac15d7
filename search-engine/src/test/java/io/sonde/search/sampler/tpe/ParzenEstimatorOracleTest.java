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

  @ParameterizedTest
  @MethodSource("cases")
  void weights(OracleCase c) {
    ParzenEstimator estimator = c.estimator();
    assertThat(estimator.size()).isEqualTo(c.weights.length);
    for (int k = 0; k < c.weights.length; k++) {
      assertThat(estimator.weight(component(k, c))).isCloseTo(c.weights[k], within(1e-12));
    }
  }

  /** The prior is the last of Optuna's components and the first of ours. */
  private static int component(int oracles, OracleCase c) {
    return oracles == c.observed.size() ? 0 : oracles + 1;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void meansAndDeviations(OracleCase c) {
    ParzenEstimator estimator = c.estimator();
    for (int p : c.means.keySet()) {
      Gaussians gaussians = gaussians(estimator, p);
      Domain domain = c.domains.get("p" + p);
      double low = edges(domain)[0];
      double width = edges(domain)[1] - low;
      for (int k = 0; k < gaussians.size(); k++) {
        assertThat(low + width * gaussians.mean(component(k, c)))
            .isCloseTo(c.means.get(p)[k], within(1e-12 * width));
        assertThat(width * gaussians.deviation(component(k, c)))
            .isCloseTo(c.deviations.get(p)[k], within(1e-12 * width));
      }
    }
  }

  private static Gaussians gaussians(ParzenEstimator estimator, int parameter) {
    return estimator.kernels(parameter) instanceof GridKernels grid
        ? grid.gaussians()
        : ((ContinuousKernels) estimator.kernels(parameter)).gaussians();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void probabilitiesOfCategories(OracleCase c) {
    ParzenEstimator estimator = c.estimator();
    for (double[] line : c.probabilities) {
      CategoryKernels kernels = (CategoryKernels) estimator.kernels((int) line[0]);
      for (int category = 0; category < line.length - 2; category++) {
        double log = kernels.at(category).logProbability(component((int) line[1], c));
        assertThat(Math.exp(log)).isCloseTo(line[category + 2], within(1e-12));
      }
    }
  }

  /** Ours is a density over the unit interval of each continuous axis, Optuna's over its range. */
  @ParameterizedTest
  @MethodSource("cases")
  void logDensities(OracleCase c) {
    ParzenEstimator estimator = c.estimator();
    double widths = 0;
    for (Domain domain : c.domains.values()) {
      if (domain.cardinality() == Double.POSITIVE_INFINITY) {
        widths += Math.log(edges(domain)[1] - edges(domain)[0]);
      }
    }
    int[] all = IntStream.range(0, c.domains.size()).toArray();
    double[][] rows =
        c.densities.stream().map(d -> Arrays.copyOf(d, all.length)).toArray(double[][]::new);
    double[] densities = LogDensities.of(estimator, rows, all, estimator.sums());
    for (int r = 0; r < rows.length; r++) {
      assertThat(densities[r] - widths).isCloseTo(c.densities.get(r)[all.length], within(1e-9));
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
