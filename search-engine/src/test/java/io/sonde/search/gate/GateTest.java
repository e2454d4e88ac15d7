package io.sonde.search.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sonde.search.gate.GateResult.Outcome;
import io.sonde.search.gate.GateSide.Scored;
import io.sonde.search.history.Direction;
import io.sonde.search.history.TrialState;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
  private static final double[] BASE = {0.90, 0.70, 0.80, 0.95, 0.60};

  @ParameterizedTest
  @CsvSource({
    "0, 0, PASS",
    "0.01, 0, PASS",
    "-0.01, 0, FAIL",
    "-0.01, 0.02, PASS",
    "-0.03, 0.02, FAIL",
    "-0.02, 0.02, INCONCLUSIVE"
  })
  void comparesPairsByTheSameSeed(double shift, double margin, Outcome outcome) {
    double[] shifted = shift == 0 ? BASE : shifted(shift);
    GateResult found =
        new Gate(Direction.MAXIMIZE, new GateRules(margin, 0.95))
            .decide(side(2, 7, shifted), side(1, 7, BASE));
    assertThat(found.outcome()).as(found.reason()).isEqualTo(outcome);
    assertThat(found.pairs()).isEqualTo(5);
    assertThat(found.interval().orElseThrow().estimate()).isCloseTo(shift, within(1e-9));
    assertThat(found.reason()).contains("5 pairs").contains("95 % confidence");
    assertThat(found.baselineBest()).hasValue(0.95);
  }

  @Test
  void lessIsBetterWhereItIsMinimized() {
    Gate gate = new Gate(Direction.MINIMIZE, new GateRules(0, 0.95));
    assertThat(gate.decide(side(2, 7, shifted(0.05)), side(1, 7, BASE)).outcome())
        .isEqualTo(Outcome.FAIL);
    GateResult better = gate.decide(side(2, 7, shifted(-0.05)), side(1, 7, BASE));
    assertThat(better.outcome()).isEqualTo(Outcome.PASS);
    assertThat(better.baselineBest()).hasValue(0.60);
  }

  @Test
  void comparesMeansWhereTheSeedsDiffer() {
    GateResult found =
        new Gate(Direction.MAXIMIZE, new GateRules(0, 0.95))
            .decide(side(2, 8, shifted(-0.01)), side(1, 7, BASE));
    assertThat(found.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(found.pairs()).isZero();
    assertThat(found.reason()).contains("different seeds (8 and 7)");
  }

  @Test
  void otherConfigurationsAreNoPairs() {
    GateSide other =
        new GateSide(
            2,
            7,
            side(2, 7, BASE).trials().stream()
                .map(t -> Scored.of(t.trial(), Map.of("x", -1), t.value()))
                .toList(),
            Map.of());
    GateResult found =
        new Gate(Direction.MAXIMIZE, new GateRules(0, 0.95)).decide(other, side(1, 7, BASE));
    assertThat(found.pairs()).isZero();
    assertThat(found.reason()).contains("same number and configuration");
  }

  @Test
  void saysWhatCouldNotBeCompared() {
    GateSide broken =
        new GateSide(
            2, 7, side(2, 7, 0.9).trials(), Map.of(TrialState.FAILED, 3, TrialState.INFEASIBLE, 1));
    GateResult found =
        new Gate(Direction.MAXIMIZE, new GateRules(0, 0.95)).decide(broken, side(1, 7, BASE));
    assertThat(found.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(found.interval()).isEmpty();
    assertThat(found.best()).hasValue(0.9);
    assertThat(found.reason())
        .contains("at least two of each are needed", "of sweep 2:", "3 failed", "1 infeasible");
  }

  @ParameterizedTest
  @CsvSource({"-0.1, 0.95", "NaN, 0.95", "Infinity, 0.95", "0, 0.5", "0, 1", "0, NaN"})
  void refusesRulesThatDecideNothing(double margin, double confidence) {
    assertThatThrownBy(() -> new GateRules(margin, confidence))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Each value moved by about as much, with a little scatter whose mean is 0. */
  private static double[] shifted(double by) {
    double[] scatter = {0.002, -0.002, 0.001, -0.001, 0};
    return IntStream.range(0, BASE.length).mapToDouble(i -> BASE[i] + by + scatter[i]).toArray();
  }

  private static GateSide side(int sweep, long seed, double... values) {
    return new GateSide(
        sweep,
        seed,
        IntStream.range(0, values.length)
            .mapToObj(i -> Scored.of(i, Map.of("x", i), values[i]))
            .toList(),
        Map.of());
  }
}
