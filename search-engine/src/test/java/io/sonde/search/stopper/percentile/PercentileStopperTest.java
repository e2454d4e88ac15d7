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

class PercentileStopperTest extends ComparingStopperContract {
  @Override
  protected Stopper stopper() {
    return Stoppers.create("percentile", Map.of("percentile", 30.0, "startup_trials", 2L));
  }

  @Test
  void aTrialMustKeepUpWithTheBestSoManyPercent() {
    ColumnarHistory history = history(Direction.MAXIMIZE);
    for (int i = 0; i <= 10; i++) {
      completed(history, i);
    }
    assertThat(report(history, start(history), 1, 6.9).reason())
        .isEqualTo(
            "stopped at step 1: best score 6.9 is worse than percentile 30 (7) of 11 completed"
                + " trials");
    assertThat(report(history, start(history), 1, 7).reason())
        .isEqualTo(
            "continues at step 1: best score 7 is not worse than percentile 30 (7) of 11 completed"
                + " trials");
  }

  @Test
  void betweenTwoTrialsThePercentileLiesInProportion() {
    ColumnarHistory history = history(Direction.MINIMIZE);
    completed(history, 0);
    completed(history, 10);
    assertThat(report(history, start(history), 1, 3).decision()).isEqualTo(Decision.CONTINUE);
    assertThat(report(history, start(history), 1, 3.001).decision()).isEqualTo(Decision.STOP);
  }

  @Test
  void atZeroOnlyTheBestIsGoodEnough() {
    Stopper stopper =
        Stoppers.create("percentile", Map.of("percentile", 0.0, "startup_trials", 1L));
    ColumnarHistory history = history(Direction.MINIMIZE);
    completed(history, 1);
    completed(history, 2);
    int trial = start(history);
    history.report(trial, 1, 1.5);
    assertThat(stopper.judge(history, trial, 1).decision()).isEqualTo(Decision.STOP);
  }

  @Test
  void atFiftyItIsTheMedianRule() {
    Stopper percentile = Stoppers.create("percentile", Map.of("percentile", 50.0));
    Stopper median = Stoppers.create("median", Map.of());
    ColumnarHistory history = history(Direction.MINIMIZE);
    for (int i = 0; i < 30; i++) {
      int trial = start(history);
      for (int step = 1; step <= STEPS; step++) {
        history.report(trial, step, Math.sin(7.0 * i + step));
        assertThat(percentile.judge(history, trial, step))
            .isEqualTo(median.judge(history, trial, step));
      }
      history.become(trial, TrialState.COMPLETED);
    }
  }

  @Test
  void withTwoObjectivesItMustBeWorseInBoth() {
    ColumnarHistory history = twoObjectives();
    completed(history, new double[][] {{1, 1}});
    completed(history, new double[][] {{1, 1}});
    assertThat(report(history, start(history), 1, 2, 0.5).reason())
        .isEqualTo(
            "continues at step 1: best cost 0.5 is not worse than percentile 30 (1) of 2 completed"
                + " trials");
    assertThat(report(history, start(history), 1, 2, 3).reason())
        .isEqualTo(
            "stopped at step 1: best score 2 is worse than percentile 30 (1) and best cost 3 is"
                + " worse than percentile 30 (1) of 2 completed trials");
  }

  @Test
  void anObjectiveMeasuredBeforeTrainingIsComparedAsItIs() {
    ColumnarHistory history = twoObjectives();
    for (int i = 0; i < 3; i++) {
      int other = start(history);
      history.measure(other, Map.of("cost", 10.0));
      history.report(other, 1, 1);
      history.become(other, TrialState.COMPLETED);
    }
    int cheap = start(history);
    history.measure(cheap, Map.of("cost", 9.0));
    assertThat(report(history, cheap, 1, 2).decision()).isEqualTo(Decision.CONTINUE);
    int dear = start(history);
    history.measure(dear, Map.of("cost", 11.0));
    assertThat(report(history, dear, 1, 2).decision()).isEqualTo(Decision.STOP);
  }
}
