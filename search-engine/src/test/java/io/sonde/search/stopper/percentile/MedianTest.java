package io.sonde.search.stopper.percentile;

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

class MedianTest extends ComparingStopperContract {
  @Override
  protected Stopper stopper() {
    return Stoppers.create("median", Map.of("startup_trials", 3L));
  }

  @Test
  void bestSoFarIsComparedWithTheMedianOfRunningAverages() {
    ColumnarHistory history = history(Direction.MAXIMIZE);
    completed(history, 0.2, 0.4, 0.9);
    completed(history, 0.4, 0.6, 0.9);
    completed(history, 0.6, 0.8, 0.9);
    int trial = start(history);
    assertThat(report(history, trial, 1, 0.45).decision()).isEqualTo(Decision.CONTINUE);
    assertThat(report(history, trial, 2, 0.1).reason())
        .isEqualTo(
            "stopped at step 2: best score 0.45 is worse than the median 0.5 of 3 completed"
                + " trials");
    int equal = start(history);
    assertThat(report(history, equal, 2, 0.5).reason())
        .isEqualTo(
            "continues at step 2: best score 0.5 is not worse than the median 0.5 of 3 completed"
                + " trials");
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
    ColumnarHistory history = history(Direction.MINIMIZE);
    for (double value : new double[] {4, 1, 2, 3}) {
      completed(history, value);
    }
    assertThat(report(history, start(history), 1, 2.5).decision()).isEqualTo(Decision.CONTINUE);
    assertThat(report(history, start(history), 1, 2.51).decision()).isEqualTo(Decision.STOP);
  }

  @Test
  void onlyTrialsThatRanToTheirEndAreTheYardstick() {
    ColumnarHistory history = history(Direction.MINIMIZE);
    completed(history, 1);
    completed(history, 1);
    int stopped = start(history);
    history.report(stopped, 1, 1);
    history.become(stopped, TrialState.STOPPED);
    assertThat(report(history, start(history), 1, 9).reason())
        .isEqualTo("continues at step 1: 2 of the 3 completed trials it takes to judge");
    completed(history, 1);
    assertThat(report(history, start(history), 1, 9).decision()).isEqualTo(Decision.STOP);
  }

  @Test
  void aTrialWithoutAnyNumberIsStopped() {
    ColumnarHistory history = history(Direction.MAXIMIZE);
    completed(history, 0.1);
    completed(history, Double.NaN);
    completed(history, 0.2);
    assertThat(report(history, start(history), 1, Double.NaN).reason())
        .isEqualTo(
            "stopped at step 1: best score NaN is worse than the median 0.1 of 3 completed"
                + " trials");
  }

  @Test
  void theWarmUpIsLeftOutAndThenOneOfIntervalStepsIsJudged() {
    Stopper stopper =
        Stoppers.create("median", Map.of("startup_trials", 1L, "warmup", 2L, "interval", 3L));
    ColumnarHistory history = history(Direction.MINIMIZE);
    completed(history, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    int trial = start(history);
    for (int step = 1; step <= 9; step++) {
      history.report(trial, step, 1);
      assertThat(stopper.judge(history, trial, step).decision() == Decision.STOP)
          .as("step %d", step)
          .isEqualTo(step == 3 || step == 6 || step == 9);
    }
  }

  @Test
  void aTrialThatSkipsAJudgedStepIsJudgedAtItsNextReport() {
    Stopper stopper = Stoppers.create("median", Map.of("startup_trials", 1L, "interval", 4L));
    ColumnarHistory history = history(Direction.MINIMIZE);
    completed(history, 0, 0, 0, 0, 0, 0);
    int trial = start(history);
    history.report(trial, 4, 1);
    assertThat(stopper.judge(history, trial, 4).decision()).isEqualTo(Decision.STOP);
    history.report(trial, 6, 1);
    assertThat(stopper.judge(history, trial, 6).decision()).isEqualTo(Decision.STOP);
    history.report(trial, 7, 1);
    assertThat(stopper.judge(history, trial, 7).reason())
        .isEqualTo("continues at step 7: not judged at this step");
  }
}
