package io.sonde.search.stopper.curve;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Direction;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.ComparingStopperContract;
import io.sonde.search.port.Stopper;
import io.sonde.search.report.Decision;
import io.sonde.search.stopper.Stoppers;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CurveStopperTest extends ComparingStopperContract {
  private static final int LAST = 40;

  @Override
  protected Stopper stopper() {
    return Stoppers.create("curve", Map.of("max", 12L));
  }

  private static double at(int step, double level, double rate) {
    return level + Math.exp(-rate * step);
  }

  /** The step at which a curve is stopped; 0 when it runs to its end. */
  private static int stoppedAt(
      Stopper stopper, ColumnarHistory history, double level, double rate, Random noise) {
    int trial = start(history);
    for (int step = 1; step <= LAST; step++) {
      history.report(trial, step, at(step, level, rate) + 0.02 * noise.nextGaussian());
      if (stopper.judge(history, trial, step).decision() == Decision.STOP) {
        history.become(trial, TrialState.STOPPED);
        return step;
      }
    }
    history.become(trial, TrialState.COMPLETED);
    return 0;
  }

  @Test
  void curvesThatWouldWinRunOnAndHopelessOnesEndEarly() {
    Stopper stopper = Stoppers.create("curve", Map.of("max", (long) LAST));
    int lost = 0;
    int hopeless = 0;
    long steps = 0;
    for (int seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      ColumnarHistory history = history(Direction.MINIMIZE);
      for (int i = 0; i < 3; i++) {
        stoppedAt(stopper, history, 0.5 + 0.02 * i, 0.1 + 0.1 * random.nextDouble(), random);
      }
      lost +=
          stoppedAt(stopper, history, 0.4, 0.08 + 0.1 * random.nextDouble(), random) > 0 ? 1 : 0;
      int stopped = stoppedAt(stopper, history, 1.5, 0.1 + 0.2 * random.nextDouble(), random);
      hopeless += stopped > 0 ? 1 : 0;
      steps += stopped > 0 ? stopped : LAST;
    }
    assertThat(lost).as("winners stopped").isLessThanOrEqualTo(3);
    assertThat(hopeless).as("hopeless ones stopped").isGreaterThanOrEqualTo(29);
    assertThat(steps / 30).as("steps of hopeless ones in the mean").isLessThan(LAST / 2);
  }

  @Test
  void theReasonTellsWhatIsExpectedAndAgainstWhat() {
    ColumnarHistory history = history(Direction.MAXIMIZE);
    int best = start(history);
    for (int step = 1; step <= 12; step++) {
      history.report(best, step, 0.9 - 0.5 * Math.exp(-step));
    }
    history.become(best, TrialState.COMPLETED);
    int trial = start(history);
    for (int step = 1; step <= 3; step++) {
      assertThat(report(history, trial, step, 0.3).reason())
          .matches(
              "continues at step \\d: score not to be foreseen yet against 0.9 of trial 0, better"
                  + " with probability 1.0 \\(needs 0.05\\)");
    }
    for (int step = 4; step <= 11; step++) {
      assertThat(report(history, trial, step, 0.3 + 0.001 * (step % 2)).reason())
          .matches(
              "(continues|stopped) at step \\d+: score 0\\.\\d+ ± \\S+ expected against 0.9 of"
                  + " trial 0, better with probability \\S+ \\(needs 0.05\\)");
    }
  }

  @Test
  void whoIsTheBestAlreadyGoesOn() {
    ColumnarHistory history = history(Direction.MINIMIZE);
    completed(history, 5, 4, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3);
    int trial = start(history);
    double[] values = {6, 2.5, 7, 8, 9, 9, 9, 9, 9};
    for (int step = 1; step <= values.length; step++) {
      assertThat(report(history, trial, step, values[step - 1]).decision())
          .as("step %d", step)
          .isEqualTo(Decision.CONTINUE);
    }
  }

  @Test
  void atTheLastStepNothingIsLeftToJudge() {
    ColumnarHistory history = history(Direction.MINIMIZE);
    completed(history, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    int trial = start(history);
    for (int step = 1; step <= 11; step++) {
      report(history, trial, step, 50);
    }
    assertThat(report(history, trial, 12, 50).decision()).isEqualTo(Decision.CONTINUE);
  }
}
