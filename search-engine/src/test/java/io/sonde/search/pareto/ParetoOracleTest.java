package io.sonde.search.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sorting and measuring agree with Optuna 5.0.0's, which we did not write. */
class ParetoOracleTest {
  static List<ParetoCase> cases() throws IOException {
    return ParetoCase.all();
  }

  static List<ParetoCase> choosing() throws IOException {
    return cases().stream().filter(c -> c.has("subset")).toList();
  }

  static List<ParetoCase> finite() throws IOException {
    return cases().stream().filter(c -> c.has("contributions")).toList();
  }

  private static Offset<Double> near(double value) {
    return within(1e-12 * Math.max(1, Math.abs(value)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void ranks(ParetoCase c) {
    assertThat(NonDominatedSort.ranks(c.losses())).containsExactly(c.whole("ranks"));
    assertThat(Arrays.stream(NonDominatedSort.front(c.losses())).mapToObj(i -> c.losses()[i]))
        .containsExactly(c.front());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void ranksUnderConstraints(ParetoCase c) {
    assertThat(NonDominatedSort.ranks(c.losses(), c.answer("violations")))
        .containsExactly(c.whole("constrained"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void crowdingDistances(ParetoCase c) {
    double[] expected = c.answer("crowding");
    double[] distances = CrowdingDistance.of(c.front());
    for (int i = 0; i < expected.length; i++) {
      if (Double.isInfinite(expected[i])) {
        assertThat(distances[i]).isEqualTo(expected[i]);
      } else {
        assertThat(distances[i]).isCloseTo(expected[i], near(expected[i]));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void referencePointAndHypervolume(ParetoCase c) {
    double[] reference = c.answer("reference");
    double[][] finite =
        Arrays.stream(c.front())
            .filter(row -> Arrays.stream(row).allMatch(Double::isFinite))
            .toArray(double[][]::new);
    assertThat(ReferencePoint.beyond(finite)).containsExactly(reference, within(1e-15));
    double expected = c.answer("hypervolume")[0];
    double volume = new Hypervolume(reference).of(c.losses());
    if (Double.isInfinite(expected)) {
      assertThat(volume).isEqualTo(expected);
    } else {
      assertThat(volume).isCloseTo(expected, near(expected));
    }
  }

  @ParameterizedTest
  @MethodSource("finite")
  void contributions(ParetoCase c) {
    Hypervolume hypervolume = new Hypervolume(c.answer("reference"));
    assertThat(hypervolume.contributions(c.front()))
        .containsExactly(c.answer("contributions"), near(c.answer("hypervolume")[0]));
  }

  @ParameterizedTest
  @MethodSource("choosing")
  void subsets(ParetoCase c) {
    Hypervolume hypervolume = new Hypervolume(c.answer("reference"));
    int[] expected = c.whole("subset");
    assertThat(hypervolume.subset(c.front(), expected.length)).containsExactlyInAnyOrder(expected);
  }
}
