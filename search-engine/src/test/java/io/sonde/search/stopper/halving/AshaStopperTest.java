package io.sonde.search.stopper.halving;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Direction;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.ComparingStopperContract;
import io.sonde.search.port.Stopper;
import io.sonde.search.report.Decision;
import io.sonde.search.stopper.Stoppers;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AshaStopperTest extends ComparingStopperContract {
  @Override
  protected Stopper stopper() {
    return Stoppers.create("asha", Map.of("max", 20L));
  }

  /** Trials that each report one value at step 3, after passing the rung at step 1 alike. */
  private static ColumnarHistory atRungThree(double... values) {
    ColumnarHistory history = history(Direction.MAXIMIZE);
    for (double value : values) {
      int trial = start(history);
      history.report(trial, 1, 0);
      history.report(trial, 3, value);
    }
    return history;
  }

  @Test
  void theBestThirdOfThoseThatReachedTheRungGoesOn() {
    ColumnarHistory history =
        atRungThree(0.5, 0.9, 0.4, 0.8, 0.81, 0.3, 0.82, 0.2, 0.1, 0.15, 0.05);
    int trial = start(history);
    report(history, trial, 1, 0);
    assertThat(report(history, trial, 3, 0.62).reason())
        .isEqualTo(
            "stopped at epoch 3: score 0.62 is not among the best 1/3 of 12 trials at rung 3"
                + " (needs 0.8)");
    history.restart(trial);
    report(history, trial, 1, 0);
    assertThat(report(history, trial, 3, 0.8).reason())
        .isEqualTo("continues at epoch 3: score 0.8 is among the best 1/3 of 12 trials at rung 3");
  }

  @Test
  void ofFewerThanEtaTrialsTheBestGoesOn() {
    ColumnarHistory history = atRungThree(0.5);
    int worse = start(history);
    report(history, worse, 1, 0);
    assertThat(report(history, worse, 3, 0.4).decision()).isEqualTo(Decision.STOP);
    int better = start(history);
    report(history, better, 1, 0);
    assertThat(report(history, better, 3, 0.6).decision()).isEqualTo(Decision.CONTINUE);
  }

  @Test
  void betweenTheRungsAndFromMaxOnNobodyIsJudged() {
    ColumnarHistory history = history(Direction.MINIMIZE);
    for (int i = 0; i < 6; i++) {
      completed(history, new double[30]);
    }
    int trial = start(history);
    for (int step = 1; step <= 30; step++) {
      boolean rung = step == 1 || step == 3 || step == 9;
      assertThat(report(history, trial, step, 1).decision())
          .as("step %d", step)
          .isEqualTo(rung ? Decision.STOP : Decision.CONTINUE);
    }
  }

  @Test
  void withoutMaxTheRungsGoOn() {
    Stopper stopper = Stoppers.create("asha", Map.of("eta", 2L, "min", 4L));
    ColumnarHistory history = history(Direction.MINIMIZE);
    completed(history, new double[70]);
    int trial = start(history);
    history.report(trial, 63, 1);
    history.report(trial, 64, 1);
    assertThat(stopper.judge(history, trial, 64).decision()).isEqualTo(Decision.STOP);
    history.report(trial, Integer.MAX_VALUE, 1);
    assertThat(stopper.judge(history, trial, Integer.MAX_VALUE).decision())
        .isEqualTo(Decision.CONTINUE);
  }

  @Test
  void sparseReportsAreJudgedWhenTheyPassARung() {
    ColumnarHistory history = history(Direction.MINIMIZE);
    for (int i = 0; i < 5; i++) {
      int trial = start(history);
      history.report(trial, 5, 0.1);
      history.report(trial, 10, 0.1);
    }
    int trial = start(history);
    assertThat(report(history, trial, 5, 0.2).reason())
        .isEqualTo(
            "stopped at epoch 5: score 0.2 is not among the best 1/3 of 6 trials at rung 1"
                + " (needs 0.1)");
    assertThat(report(history, trial, 8, 0.2).reason())
        .isEqualTo("continues at epoch 8: no rung here");
    assertThat(report(history, trial, 10, 0.05).reason())
        .isEqualTo("continues at epoch 10: score 0.05 is among the best 1/3 of 6 trials at rung 9");
  }

  @Test
  void theBestValueUpToTheRungCountsNotTheLast() {
    ColumnarHistory history = atRungThree(0.5, 0.5, 0.5);
    int trial = start(history);
    report(history, trial, 1, 0.7);
    assertThat(report(history, trial, 3, 0.1).decision()).isEqualTo(Decision.CONTINUE);
  }

  @Test
  void noNumberIsTheWorst() {
    ColumnarHistory history = atRungThree(Double.NEGATIVE_INFINITY, Double.NaN, 0.1);
    int trial = start(history);
    report(history, trial, 1, 0);
    assertThat(report(history, trial, 3, Double.NaN).reason())
        .isEqualTo(
            "stopped at epoch 3: score 0 is not among the best 1/3 of 4 trials at rung 3"
                + " (needs 0.1)");
  }

  @Test
  void valuesThatDifferLateAreWrittenApart() {
    ColumnarHistory history = atRungThree(0.8123456, 0.8123456);
    int trial = start(history);
    report(history, trial, 1, 0);
    assertThat(report(history, trial, 3, 0.8123451).reason()).contains("0.812345 ", "0.812346)");
  }

  @Test
  void trialsThatEndedEarlierKeepTheirPlaceOnTheRung() {
    ColumnarHistory history = atRungThree(0.9, 0.8, 0.7);
    history.become(0, TrialState.COMPLETED);
    history.become(1, TrialState.STOPPED);
    history.become(2, TrialState.FAILED);
    int trial = start(history);
    report(history, trial, 1, 0);
    assertThat(report(history, trial, 3, 0.85).decision()).isEqualTo(Decision.STOP);
  }
}
