package io.sonde.search.stopper;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Direction;
import io.sonde.search.port.Stopper;
import io.sonde.search.port.StopperContract;
import io.sonde.search.report.Decision;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PatienceStopperTest extends StopperContract {
  private final ColumnarHistory history = history(Direction.MINIMIZE);

  @Override
  protected Stopper stopper() {
    return Stoppers.create("patience", Map.of("patience", 3L));
  }

  /** The step at which a trial with these values at steps 1, 2, … is stopped. */
  private OptionalInt stoppedAt(Map<String, Object> settings, double... values) {
    Map<String, Object> all = new HashMap<>(Map.of("patience", 3L));
    all.putAll(settings);
    Stopper stopper = Stoppers.create("patience", all);
    int trial = start(history);
    for (int i = 0; i < values.length; i++) {
      history.report(trial, i + 1, values[i]);
      if (stopper.judge(history, trial, i + 1).decision() == Decision.STOP) {
        return OptionalInt.of(i + 1);
      }
    }
    return OptionalInt.empty();
  }

  @Test
  void whoDoesNotGetBetterForSoManyStepsIsStopped() {
    assertThat(stoppedAt(Map.of(), 5, 4, 4, 4, 4, 4)).hasValue(5);
    assertThat(stoppedAt(Map.of(), 5, 6, 7, 4.9, 6, 7, 4.8)).isEmpty();
    assertThat(stoppedAt(Map.of(), 5, 6, 7, 8)).hasValue(4);
  }

  @Test
  void theReasonNamesTheBestAndItsStep() {
    int trial = start(history);
    report(history, trial, 1, 5);
    assertThat(report(history, trial, 2, 5).reason())
        .isEqualTo("continues at step 2: score 5 of step 1 was not better for 1 of 3 steps");
    assertThat(report(history, trial, 4, 6).reason())
        .isEqualTo("stopped at step 4: score 5 of step 1 was not better for 3 of 3 steps");
  }

  @Test
  void smallGainsDoNotCountUntilTheyAddUpToTheMargin() {
    Map<String, Object> margin = Map.of("min_delta", 0.5);
    assertThat(stoppedAt(margin, 5, 4.8, 4.6, 4.5)).hasValue(4);
    assertThat(stoppedAt(margin, 5, 4.8, 4.6, 4.4, 4.4, 4.4)).isEmpty();
  }

  @Test
  void theMarginMayBeAPartOfTheBest() {
    Map<String, Object> margin = Map.of("min_delta", 0.1, "relative", true);
    assertThat(stoppedAt(margin, 100, 99, 98, 91)).hasValue(4);
    assertThat(stoppedAt(margin, 100, 99, 98, 89, 89, 89)).isEmpty();
    assertThat(stoppedAt(margin, -1, -1.05, -1.05, -1.2)).isEmpty();
  }

  @Test
  void theWarmUpDoesNotCount() {
    assertThat(stoppedAt(Map.of("warmup", 4L), 1, 2, 2, 2, 2, 2, 2, 2)).hasValue(7);
  }

  @Test
  void stepsCountNotReports() {
    int trial = start(history);
    report(history, trial, 10, 1);
    assertThat(report(history, trial, 20, 1).decision()).isEqualTo(Decision.STOP);
  }

  @Test
  void whatIsNoNumberIsNoGain() {
    assertThat(stoppedAt(Map.of(), 1, Double.NaN, Double.NaN, Double.NaN)).hasValue(4);
    assertThat(stoppedAt(Map.of(), Double.NaN, Double.NaN, Double.NaN)).hasValue(3);
    assertThat(stoppedAt(Map.of(), Double.POSITIVE_INFINITY, 3, 2, 1)).isEmpty();
  }

  @Test
  void oneObjectiveThatGetsBetterIsEnough() {
    ColumnarHistory two = twoObjectives();
    int trial = start(two);
    for (int step = 1; step <= 6; step++) {
      assertThat(report(two, trial, step, 5, 9 - step).decision()).isEqualTo(Decision.CONTINUE);
    }
    for (int step = 7; step <= 8; step++) {
      report(two, trial, step, 5, 3);
    }
    assertThat(report(two, trial, 9, 5, 3).reason())
        .isEqualTo("stopped at step 9: cost 3 of step 6 was not better for 3 of 3 steps");
  }
}
