package io.sonde.search.stopper.halving;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Direction;
import io.sonde.search.history.History;
import io.sonde.search.port.ComparingStopperContract;
import io.sonde.search.port.Stopper;
import io.sonde.search.report.Decision;
import io.sonde.search.stopper.Stoppers;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HyperbandStopperTest extends ComparingStopperContract {
  @Override
  protected Stopper stopper() {
    return Stoppers.create("hyperband", Map.of("max", 9L));
  }

  @Nested
  class Promoting extends ComparingStopperContract {
    @Override
    protected Stopper stopper() {
      return Stoppers.create("hyperband", Map.of("max", 9L, "mode", "promoting"));
    }
  }

  @Test
  void theBracketsAreThoseOfThePaper() {
    Brackets brackets = new Brackets(1, 81, 3);
    int[] table = {81, 34, 15, 8, 5};
    assertThat(brackets.count()).isEqualTo(table.length);
    for (int bracket = 0; bracket < table.length; bracket++) {
      assertThat(brackets.size(bracket)).isEqualTo(table[bracket]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 500, 77_777})
  void anyRunOfTrialsHoldsEveryBracketInProportion(int from) {
    Brackets brackets = new Brackets(1, 81, 3);
    int[] counts = new int[brackets.count()];
    for (int i = 0; i < 143; i++) {
      counts[brackets.of(from + i)]++;
    }
    for (int bracket = 0; bracket < counts.length; bracket++) {
      assertThat(counts[bracket]).isBetween(brackets.size(bracket) - 2, brackets.size(bracket) + 2);
    }
  }

  @Test
  void aBracketBeginsWhereItIsToldAndComparesItsOwnTrials() {
    Brackets brackets = new Brackets(1, 9, 3);
    ColumnarHistory history = history(Direction.MINIMIZE);
    for (int i = 0; i < 60; i++) {
      int bracket = brackets.of(history.size());
      int trial = start(history);
      boolean good = i < 30;
      for (int step = 1; step <= 9; step++) {
        Decision decision = report(history, trial, step, good ? bracket : 10).decision();
        boolean rung = bracket == 0 ? step == 1 || step == 3 : bracket == 1 && step == 3;
        assertThat(decision).isEqualTo(!good && rung ? Decision.STOP : Decision.CONTINUE);
      }
    }
    int trial = history.size();
    while (brackets.of(trial) != 1) {
      trial = start(history) + 1;
    }
    start(history);
    assertThat(report(history, trial, 3, 5).reason())
        .matches(
            "stopped at epoch 3: score 5 is not among the best 1/3 of \\d+ trials at rung 3"
                + " \\(needs 1\\) in bracket 2 of 3");
  }

  @Test
  void aSamplerLearnsFromItsBracketAlone() {
    Brackets brackets = new Brackets(1, 9, 3);
    ColumnarHistory history = history(Direction.MINIMIZE);
    Stopper stopper = stopper();
    for (int i = 0; i < 100; i++) {
      History peers = stopper.peers(history, i);
      int before = peers.size();
      int changes = peers.changes();
      completed(history, brackets.of(i), brackets.of(i));
      assertThat(peers.size()).isEqualTo(before + 1);
      assertThat(peers.value(before)).isEqualTo(brackets.of(i));
      assertThat(peers.reports(before)).isEqualTo(2);
      assertThat(peers.changes()).isEqualTo(changes + 5);
      assertThat(peers.changed(changes + 4)).isEqualTo(before);
    }
  }
}
