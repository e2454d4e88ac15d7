package io.sonde.search.stopper.wilcoxon;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Direction;
import io.sonde.search.port.ComparingStopperContract;
import io.sonde.search.port.Stopper;
import io.sonde.search.report.Decision;
import io.sonde.search.stopper.Stoppers;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WilcoxonStopperTest extends ComparingStopperContract {
  private final ColumnarHistory history = history(Direction.MAXIMIZE);

  @Override
  protected Stopper stopper() {
    return Stoppers.create("wilcoxon", Map.of());
  }

  @Test
  void fourFoldsThatAreAllWorseAreEnough() {
    completed(history, 0.5, 0.5, 0.5, 0.5, 0.5);
    completed(history, 0.9, 0.8, 0.9, 0.8, 0.9);
    int trial = start(history);
    assertThat(report(history, trial, 1, 0.7).reason())
        .isEqualTo(
            "continues at step 1: 1 of the 2 folds in common with trial 1 that it takes to judge");
    assertThat(report(history, trial, 2, 0.61).decision()).isEqualTo(Decision.CONTINUE);
    assertThat(report(history, trial, 3, 0.72).reason())
        .isEqualTo(
            "continues at step 3: mean score 0.6767 against 0.86 of trial 1, p = 0.13 over 3 folds"
                + " in common (not below 0.1)");
    assertThat(report(history, trial, 4, 0.65).reason())
        .isEqualTo(
            "stopped at step 4: mean score 0.67 against 0.86 of trial 1, p = 0.063 over 4 folds in"
                + " common (below 0.1)");
  }

  @Test
  void onlyFoldsThatBothHaveAreCompared() {
    completed(history, 0.9, 0.8, 0.9, 0.8, 0.9);
    int trial = start(history);
    report(history, trial, 2, 0.1);
    report(history, trial, 4, 0.1);
    assertThat(report(history, trial, 7, 0.1).reason()).contains("over 2 folds in common");
  }

  @Test
  void aTrialThatIsBetterInTheMeanGoesOn() {
    completed(history, 0.5, 0.5, 0.5, 0.5, 0.0);
    int trial = start(history);
    for (int fold = 1; fold <= 4; fold++) {
      assertThat(report(history, trial, fold, 0.45).decision()).isEqualTo(Decision.CONTINUE);
    }
  }

  @Test
  void aFoldThatIsNoNumberIsNotCompared() {
    completed(history, 9, Double.NaN, 9, 9, 9);
    completed(history, 0.9, 0.8, 0.9, 0.8, 0.9);
    int trial = start(history);
    for (int fold = 1; fold <= 4; fold++) {
      assertThat(report(history, trial, fold, fold == 4 ? Double.NaN : 0.1).decision())
          .isEqualTo(Decision.CONTINUE);
    }
  }

  @Test
  void withTwoObjectivesOneLeaderMustBeBetterInBoth() {
    ColumnarHistory two = twoObjectives();
    completed(two, new double[][] {{1, 5}, {1, 5}, {1, 5}, {1, 5}});
    completed(two, new double[][] {{5, 1}, {5, 1}, {5, 1}, {5, 1}});
    int between = start(two);
    int dominated = start(two);
    for (int fold = 1; fold <= 4; fold++) {
      assertThat(report(two, between, fold, 3 + 0.1 * fold, 3).decision())
          .isEqualTo(Decision.CONTINUE);
      assertThat(report(two, dominated, fold, 6 + 0.1 * fold, 2).decision())
          .isEqualTo(fold == 4 ? Decision.STOP : Decision.CONTINUE);
    }
  }
}
