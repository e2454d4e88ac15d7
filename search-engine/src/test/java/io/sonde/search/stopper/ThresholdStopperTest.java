package io.sonde.search.stopper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Direction;
import io.sonde.search.port.Stopper;
import io.sonde.search.port.StopperContract;
import io.sonde.search.report.Decision;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThresholdStopperTest extends StopperContract {
  private final ColumnarHistory history = history(Direction.MAXIMIZE);

  @Override
  protected Stopper stopper() {
    return Stoppers.create("threshold", Map.of("at_least", -10.0, "at_most", 10L));
  }

  @Test
  void withinBoundsATrialGoesOn() {
    int trial = start(history);
    assertThat(report(history, trial, 1, -10).reason())
        .isEqualTo("continues at step 1: score -10 within bounds");
    assertThat(report(history, trial, 2, 10).decision()).isEqualTo(Decision.CONTINUE);
  }

  @Test
  void outsideItIsStopped() {
    assertThat(report(history, start(history), 1, 10.5).reason())
        .isEqualTo("stopped at step 1: score 10.5 is above 10");
    assertThat(report(history, start(history), 1, -10.00001).reason())
        .isEqualTo("stopped at step 1: score -10.00001 is below -10");
    assertThat(report(history, start(history), 1, Double.NEGATIVE_INFINITY).reason())
        .isEqualTo("stopped at step 1: score -Infinity is below -10");
  }

  @Test
  void onlyTheLatestValueCounts() {
    int trial = start(history);
    assertThat(report(history, trial, 1, 11).decision()).isEqualTo(Decision.STOP);
    assertThat(report(history, trial, 2, 9).decision()).isEqualTo(Decision.CONTINUE);
  }

  @Test
  void whatIsNoNumberStopsWithoutAnyBound() {
    Stopper free = Stoppers.create("threshold", Map.of());
    int trial = start(history);
    history.report(trial, 1, Double.POSITIVE_INFINITY);
    assertThat(free.judge(history, trial, 1).decision()).isEqualTo(Decision.CONTINUE);
    history.report(trial, 2, Double.NaN);
    assertThat(free.judge(history, trial, 2).reason())
        .isEqualTo("stopped at step 2: score NaN is not a number");
  }

  @Test
  void theWarmUpIsNotJudged() {
    Stopper patient = Stoppers.create("threshold", Map.of("at_most", 1.0, "warmup", 2L));
    int trial = start(history);
    history.report(trial, 2, 5);
    assertThat(patient.judge(history, trial, 2).reason())
        .isEqualTo("continues at step 2: not judged up to step 2");
    history.report(trial, 3, 5);
    assertThat(patient.judge(history, trial, 3).decision()).isEqualTo(Decision.STOP);
  }

  @Test
  void furtherObjectivesAreBoundByName() {
    Stopper stopper =
        Stoppers.create("threshold", Map.of("metrics", Map.of("cost", Map.of("at_most", 5L))));
    ColumnarHistory two = twoObjectives();
    int trial = start(two);
    two.report(trial, 1, Map.of("score", 100.0, "cost", 4.0));
    assertThat(stopper.judge(two, trial, 1).reason())
        .isEqualTo("continues at step 1: score 100 and cost 4 within bounds");
    two.report(trial, 2, Map.of("score", 1.0, "cost", 6.0));
    assertThat(stopper.judge(two, trial, 2).reason())
        .isEqualTo("stopped at step 2: cost 6 is above 5");
    int apart = start(two);
    two.report(apart, 1, Map.of("score", 1.0));
    assertThat(stopper.judge(two, apart, 1).decision())
        .as("a cost that is not known yet")
        .isEqualTo(Decision.CONTINUE);
    two.measure(apart, Map.of("cost", 7.0));
    assertThat(stopper.judge(two, apart, 1).decision()).isEqualTo(Decision.STOP);
  }

  @Test
  void boundsThatNothingKeepsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stoppers.create("threshold", Map.of("at_least", 2.0, "at_most", 1.0)))
        .withMessage("expected at_most of at least at_least = 2.0, got 1.0");
  }
}
