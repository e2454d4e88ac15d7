package io.sonde.search.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Direction;
import io.sonde.search.report.Decision;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every stopper promises that judges a trial by what others have reached. */
public abstract class ComparingStopperContract extends StopperContract {

  @Test
  void theFirstTrialIsNotStopped() {
    ColumnarHistory history = history(Direction.MINIMIZE);
    int trial = start(history);
    for (int step = 1; step <= STEPS; step++) {
      assertThat(report(history, trial, step, step).decision()).isNotEqualTo(Decision.STOP);
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {0, -0.0, 7, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void nobodyIsStoppedWhereAllAreAlike(double value) {
    ColumnarHistory history = history(Direction.MINIMIZE);
    for (int i = 0; i < 20; i++) {
      assertThat(run(history, value)).doesNotContain(Decision.STOP);
    }
  }

  @Test
  void theBestOfAllIsNeverStopped() {
    ColumnarHistory history = history(Direction.MINIMIZE);
    for (int i = 0; i < 30; i++) {
      assertThat(run(history, -i)).doesNotContain(Decision.STOP);
    }
  }

  @Test
  void theBestInOneOfTwoObjectivesIsNeverStopped() {
    ColumnarHistory history = twoObjectives();
    for (int i = 0; i < 30; i++) {
      completed(history, pairs(i % 5, i % 7));
    }
    for (double[] pair : List.of(new double[] {-1, 9}, new double[] {9, -1})) {
      int trial = start(history);
      for (int step = 1; step <= STEPS; step++) {
        assertThat(report(history, trial, step, pair[0], pair[1]).decision())
            .isNotEqualTo(Decision.STOP);
      }
    }
  }

  private static double[][] pairs(double score, double cost) {
    double[][] pairs = new double[STEPS][];
    for (int step = 0; step < STEPS; step++) {
      pairs[step] = new double[] {score, cost};
    }
    return pairs;
  }
}
