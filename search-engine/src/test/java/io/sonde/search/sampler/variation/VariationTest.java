package io.sonde.search.sampler.variation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.sonde.search.port.Play;
import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.space.Domain;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariationTest {
  private static final int DRAWS = 20_000;

  /** Answers always this number of [0, 1). */
  private static RandomGenerator always(double u) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        return 0;
      }

      @Override
      public double nextDouble() {
        return u;
      }
    };
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 2, 20})
  void aCrossedChildLiesBetweenTheMiddleAndTheBoundAndAtItsParentInBetween(double index) {
    var crossover = new SimulatedBinaryCrossover(index);
    double last = Math.nextDown(1.0);
    assertThat(crossover.child(0.2, 0.6, always(0))).isCloseTo(0.4, within(1e-12));
    assertThat(crossover.child(0.2, 0.6, always(last))).isCloseTo(0, within(1e-7));
    assertThat(crossover.child(0.6, 0.2, always(0))).isCloseTo(0.4, within(1e-12));
    assertThat(crossover.child(0.6, 0.2, always(last))).isCloseTo(1, within(1e-7));
    double atParent = 1 / (2 - Math.pow(2, -index - 1));
    assertThat(crossover.child(0.2, 0.6, always(atParent))).isCloseTo(0.2, within(1e-12));
  }

  /** Without bounds in reach, u is the integral of the published density up to the spread. */
  @ParameterizedTest
  @CsvSource({"2, 0.3", "2, 0.8", "20, 0.3", "20, 0.99"})
  void theSpreadOfChildrenIsThePublishedOne(double index, double u) {
    double distance = 1e-4;
    double child = new SimulatedBinaryCrossover(index).child(0.5, 0.5 + distance, always(u));
    double spread = (0.5 + distance / 2 - child) / (distance / 2);
    double integral =
        spread <= 1 ? Math.pow(spread, index + 1) / 2 : 1 - Math.pow(spread, -index - 1) / 2;
    assertThat(integral).isCloseTo(u, within(1e-6));
  }

  @Test
  void parentsThatAreAlikeHaveThatChild() {
    assertThat(new SimulatedBinaryCrossover(20).child(0.3, 0.3, always(0.9))).isEqualTo(0.3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 5, 20})
  void aMutationReachesFromBoundToBoundAndStaysInTheMiddle(double index) {
    var mutation = new PolynomialMutation(index);
    assertThat(mutation.mutate(0.3, always(0))).isCloseTo(0, within(1e-12));
    assertThat(mutation.mutate(0.3, always(0.5))).isCloseTo(0.3, within(1e-12));
    assertThat(mutation.mutate(0.3, always(Math.nextDown(1.0)))).isCloseTo(1, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(doubles = {5, 20})
  void aMutationMovesAsFarInTheMeanAsItsDensitySays(double index) {
    RandomGenerator random = Play.generator(1, 1);
    double mean =
        IntStream.range(0, DRAWS)
            .mapToDouble(i -> Math.abs(new PolynomialMutation(index).mutate(0.5, random) - 0.5))
            .average()
            .orElseThrow();
    double power = index + 1;
    double cut = Math.pow(0.5, power);
    double exact = 1 - power / (power + 1) * (1 - 0.5 * cut) / (1 - cut);
    assertThat(mean).isCloseTo(exact, within(0.03 * exact));
  }

  @Test
  void indicesAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PolynomialMutation(-1))
        .withMessageContaining("-1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SimulatedBinaryCrossover(Double.NaN))
        .withMessageContaining("NaN");
  }

  private static double mutated(Domain domain, double code, double to, RandomGenerator random) {
    UnitCube cube = new UnitCube(Space.flat(Map.of("x", domain)));
    return new Genes(cube).mutated(0, code, unit -> to, random);
  }

  @Test
  void aGridMovesByAtLeastOnePlace() {
    Domain whole = Play.whole(1, 9, Scale.LINEAR);
    assertThat(mutated(whole, 5, 0.5, always(0))).isEqualTo(4);
    assertThat(mutated(whole, 5, 0.51, always(0))).isEqualTo(6);
    assertThat(mutated(whole, 1, 0, always(0))).isEqualTo(2);
    assertThat(mutated(whole, 9, 1, always(0))).isEqualTo(8);
    assertThat(mutated(whole, 5, 0.99, always(0))).isEqualTo(9);
  }

  @Test
  void aCategoryBecomesAnyOtherAlike() {
    Domain choice = Play.choice("a", "b", "c", "d");
    RandomGenerator random = Play.generator(2, 2);
    int[] counts = new int[4];
    for (int i = 0; i < DRAWS; i++) {
      counts[(int) mutated(choice, 1, 0, random)]++;
    }
    assertThat(counts[1]).isZero();
    for (int other : List.of(0, 2, 3)) {
      assertThat(counts[other]).isBetween(DRAWS / 3 - 400, DRAWS / 3 + 400);
    }
  }

  @Test
  void whatHasOneValueKeepsIt() {
    assertThat(mutated(Play.choice("only"), 0, 0.7, always(0.7))).isZero();
    assertThat(mutated(Play.real(2, 2, Scale.LOG), 2, 0.7, always(0.7))).isEqualTo(2);
  }
}
