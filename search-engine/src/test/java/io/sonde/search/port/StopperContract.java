package io.sonde.search.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.history.TrialState;
import io.sonde.search.report.Decision;
import io.sonde.search.report.Verdict;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every stopper promises. */
public abstract class StopperContract {
  private static final Space SPACE = Space.flat(Map.of("x", Play.real(0, 1, Scale.LINEAR)));
  private static final int STEPS = 9;

  /** A new stopper. */
  protected abstract Stopper stopper();

  /** An empty history whose objective is {@code score} in this direction. */
  protected static ColumnarHistory history(Direction direction) {
    return new ColumnarHistory(SPACE, new Objective("score", direction));
  }

  /** Adds a running trial. */
  protected static int start(ColumnarHistory history) {
    int trial = history.propose(SPACE.configure(parameter -> 0.5));
    history.become(trial, TrialState.RUNNING);
    return trial;
  }

  /** Adds a completed trial that reported these values at steps 1, 2, …. */
  protected static int completed(ColumnarHistory history, double... values) {
    int trial = start(history);
    for (int i = 0; i < values.length; i++) {
      history.report(trial, i + 1, values[i]);
    }
    history.become(trial, TrialState.COMPLETED);
    return trial;
  }

  /** Reports and judges. */
  protected Verdict report(ColumnarHistory history, int trial, int step, double value) {
    history.report(trial, step, value);
    return stopper().judge(history, trial, step);
  }

  @Test
  void theFirstTrialRunsToItsEnd() {
    ColumnarHistory history = history(Direction.MINIMIZE);
    int trial = start(history);
    for (int step = 1; step <= STEPS; step++) {
      assertThat(report(history, trial, step, step).decision()).isEqualTo(Decision.CONTINUE);
    }
  }

  @Test
  void everyVerdictSaysWhyWithItsStep() {
    ColumnarHistory history = history(Direction.MAXIMIZE);
    for (int i = 0; i < 20; i++) {
      int trial = start(history);
      for (int step = 1; step <= STEPS; step++) {
        Verdict verdict = report(history, trial, step, 0.1 * step - 0.01 * i);
        assertThat(verdict.reason())
            .startsWith(verdict.decision() == Decision.STOP ? "stopped " : "continues ")
            .containsPattern("\\b" + step + "\\b")
            .doesNotContain("\n");
      }
      history.become(trial, TrialState.COMPLETED);
    }
  }

  @Test
  void theSameHistoryGivesTheSameVerdictWhoeverJudges() {
    ColumnarHistory history = history(Direction.MINIMIZE);
    Stopper longLived = stopper();
    for (int i = 0; i < 30; i++) {
      int trial = start(history);
      for (int step = 1; step <= STEPS; step += 1 + i % 3) {
        history.report(trial, step, Math.sin(17.0 * i + step));
        Verdict verdict = longLived.judge(history, trial, step);
        assertThat(longLived.judge(history, trial, step)).isEqualTo(verdict);
        assertThat(stopper().judge(history, trial, step)).isEqualTo(verdict);
      }
      history.become(trial, i % 5 == 0 ? TrialState.FAILED : TrialState.COMPLETED);
    }
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void theDirectionTurnsTheVerdictsRound(Direction direction) {
    List<Decision> decisions = new ArrayList<>();
    List<Decision> expected = new ArrayList<>();
    ColumnarHistory history = history(direction);
    ColumnarHistory minimized = history(Direction.MINIMIZE);
    for (int i = 0; i < 20; i++) {
      double loss = Math.cos(3.0 * i);
      decisions.addAll(run(history, direction.loss(loss)));
      expected.addAll(run(minimized, loss));
    }
    assertThat(decisions).isEqualTo(expected);
  }

  private List<Decision> run(ColumnarHistory history, double value) {
    int trial = start(history);
    List<Decision> decisions = new ArrayList<>();
    for (int step = 1; step <= STEPS; step++) {
      decisions.add(report(history, trial, step, value).decision());
    }
    history.become(trial, TrialState.COMPLETED);
    return decisions;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, 7, Double.NaN, Double.POSITIVE_INFINITY})
  void nobodyIsStoppedWhereAllAreAlike(double value) {
    ColumnarHistory history = history(Direction.MINIMIZE);
    for (int i = 0; i < 20; i++) {
      assertThat(run(history, value)).containsOnly(Decision.CONTINUE);
    }
  }

  @Test
  void theBestOfAllIsNeverStopped() {
    ColumnarHistory history = history(Direction.MINIMIZE);
    for (int i = 0; i < 30; i++) {
      assertThat(run(history, -i)).containsOnly(Decision.CONTINUE);
    }
  }
}
