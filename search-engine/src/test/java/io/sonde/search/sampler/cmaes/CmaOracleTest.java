package io.sonde.search.sampler.cmaes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.search.port.Play;
import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.space.Domain;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The distributions agree with those of the library cmaes, which we did not write. */
class CmaOracleTest {
  private static final Offset<Double> ROUNDING = within(1e-9);

  static List<CmaOracle> gaussians() {
    return CmaOracle.cases("gaussian");
  }

  static List<CmaOracle> margins() {
    return CmaOracle.cases("margin");
  }

  static List<CmaOracle> categories() {
    return CmaOracle.cases("categories");
  }

  private static Gaussian beginning(CmaOracle oracle) {
    int n = (int) oracle.numbers[0];
    double[] mean = new double[n];
    Arrays.fill(mean, 0.5);
    return new Gaussian(new Strategy(n, (int) oracle.numbers[1]), mean, oracle.numbers[2]);
  }

  private static Gaussian next(CmaOracle oracle, Gaussian gaussian, CmaOracle.Generation told) {
    double[][] steps = new double[told.candidates.size()][gaussian.dimensions()];
    for (int k = 0; k < steps.length; k++) {
      for (int j = 0; j < steps[k].length; j++) {
        steps[k][j] = (told.candidates.get(k)[j] - gaussian.mean(j)) / gaussian.stepSize();
      }
    }
    double[] weights = new Strategy(gaussian.dimensions(), (int) oracle.numbers[1]).weights();
    return gaussian.next(steps, weights);
  }

  private static void assertSame(Gaussian gaussian, CmaOracle.Generation told) {
    assertThat(gaussian.mean()).containsExactly(told.mean, ROUNDING);
    assertThat(gaussian.stepSize()).isCloseTo(told.stepSize, ROUNDING);
    for (int i = 0; i < gaussian.dimensions(); i++) {
      for (int j = 0; j < gaussian.dimensions(); j++) {
        assertThat(gaussian.covariance(i, j)).isCloseTo(told.covariance.get(i)[j], ROUNDING);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("gaussians")
  void meanStepSizeAndCovariance(CmaOracle oracle) {
    Gaussian gaussian = beginning(oracle);
    for (CmaOracle.Generation told : oracle.generations) {
      gaussian = next(oracle, gaussian, told);
      assertSame(gaussian, told);
    }
  }

  @ParameterizedTest
  @MethodSource("margins")
  void marginsOfDiscreteCoordinates(CmaOracle oracle) {
    Map<String, Domain> domains = new LinkedHashMap<>();
    for (double cells : oracle.cells) {
      boolean discrete = cells > 0;
      domains.put(
          "x" + domains.size(),
          discrete ? Play.whole(1, (long) cells, Scale.LINEAR) : Play.real(0, 1, Scale.LINEAR));
    }
    Coordinates coordinates = new Coordinates(new UnitCube(Space.flat(domains)));
    Margin margin = new Margin(coordinates, 1 / (oracle.numbers[0] * oracle.numbers[1]));
    Gaussian gaussian = beginning(oracle);
    double[] factors = new double[oracle.cells.length];
    Arrays.fill(factors, 1);
    for (CmaOracle.Generation told : oracle.generations) {
      Gaussian moved = next(oracle, gaussian, told);
      double[] mean = moved.mean();
      margin.correct(moved, mean, factors);
      gaussian = moved.at(mean);
      assertSame(gaussian, told);
      assertThat(factors).containsExactly(told.factors, ROUNDING);
    }
  }

  @ParameterizedTest
  @MethodSource("categories")
  void probabilitiesOfCategories(CmaOracle oracle) {
    int[] sizes = Arrays.stream(oracle.numbers).mapToInt(size -> (int) size).toArray();
    Categories categories = Categories.uniform(sizes);
    for (CmaOracle.Generation told : oracle.generations) {
      double[][] values = told.candidates.toArray(double[][]::new);
      categories = categories.next(values, new Strategy(2, values.length).weights());
      for (int c = 0; c < sizes.length; c++) {
        for (int v = 0; v < sizes[c]; v++) {
          assertThat(categories.probability(c, v))
              .isCloseTo(told.probabilities.get(c)[v], ROUNDING);
        }
      }
    }
  }
}
