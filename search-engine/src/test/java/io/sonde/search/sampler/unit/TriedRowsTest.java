package io.sonde.search.sampler.unit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Play;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a plain walk over all trials, while trials come and are cancelled. */
class TriedRowsTest {
  private static final int TRIALS = 400;

  private final Space space =
      Space.flat(
          new LinkedHashMap<>(
              Map.of(
                  "a", Play.whole(1, 9, Scale.LINEAR), "b", Play.choice("x", "y", "z", "u", "v"))));
  private final UnitCube cube = new UnitCube(space);
  private final ColumnarHistory history = new ColumnarHistory(space, Play.LOSS);

  private boolean held(double[] row) {
    for (int t = 0; t < history.size(); t++) {
      if (history.state(t) != TrialState.CANCELLED
          && history.code(t, 0) == row[0]
          && history.code(t, 1) == row[1]) {
        return true;
      }
    }
    return false;
  }

  /** Adds a trial, and now and then ends one, most often by cancelling it. */
  private void goOn(Random random, double[] row) {
    history.propose(row);
    int trial = random.nextInt(history.size());
    if (!history.state(trial).ended() && random.nextInt(3) > 0) {
      history.become(trial, random.nextInt(4) > 0 ? TrialState.CANCELLED : TrialState.FAILED);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aRowIsHeldWhenATrialThatWasNotCancelledHasIt(long seed) {
    Random random = new Random(seed);
    TriedRows tried = new TriedRows();
    for (int i = 0; i < TRIALS; i++) {
      double[] row = cube.draw(random);
      int holder = tried.holder(history, row);
      assertThat(holder >= 0).isEqualTo(held(row));
      if (holder >= 0) {
        assertThat(history.state(holder)).isNotEqualTo(TrialState.CANCELLED);
        assertThat(history.code(holder, 0)).isEqualTo(row[0]);
        assertThat(history.code(holder, 1)).isEqualTo(row[1]);
      }
      goOn(random, row);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theFirstOfASequenceThatNoTrialHas(long seed) {
    Random random = new Random(seed);
    double[][] sequence = new double[100][];
    for (int i = 0; i < sequence.length; i++) {
      sequence[i] = cube.draw(random);
    }
    FirstUntried firstUntried = new FirstUntried(i -> sequence[i]);
    for (int i = 0; i < TRIALS; i++) {
      Optional<double[]> next = firstUntried.next(history, sequence.length);
      int expected = 0;
      while (expected < sequence.length && held(sequence[expected])) {
        expected++;
      }
      boolean some = expected < sequence.length;
      assertThat(next).isEqualTo(some ? Optional.of(sequence[expected]) : Optional.empty());
      goOn(random, random.nextBoolean() && some ? sequence[expected] : cube.draw(random));
    }
  }
}
