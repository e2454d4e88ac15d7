package io.sonde.search.sampler.unit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.Play;
import io.sonde.search.space.Domain;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NoveltyTest {
  private static final Space SPACE = small();
  private static final UnitCube CUBE = new UnitCube(SPACE);

  private final ColumnarHistory history = new ColumnarHistory(SPACE, Play.LOSS);
  private final Novelty novelty = new Novelty(CUBE);

  /** 1,200 configurations. */
  private static Space small() {
    Map<String, Domain> domains = new LinkedHashMap<>();
    domains.put("a", Play.whole(1, 40, Scale.LINEAR));
    domains.put("b", Play.whole(-5, 4, Scale.LINEAR));
    domains.put("c", Play.choice("x", "y", "z"));
    return Space.flat(domains);
  }

  private boolean triedByALookAtEveryTrial(double[] row) {
    return IntStream.range(0, history.size())
        .filter(trial -> history.state(trial) != TrialState.CANCELLED)
        .anyMatch(
            trial ->
                IntStream.range(0, row.length).allMatch(p -> history.code(trial, p) == row[p]));
  }

  @Test
  void theIndexAnswersWhatALookAtEveryTrialDoes() {
    RandomGenerator random = Play.generator(2, 2);
    for (int i = 0; i < 1500; i++) {
      int trial = history.propose(CUBE.configuration(CUBE.draw(random)));
      Play.end(history, trial, i % 3 == 0 ? TrialState.RUNNING : TrialState.COMPLETED, 1);
      if (i % 9 == 8) {
        history.become(trial - 2, TrialState.CANCELLED);
      }
      double[] row = CUBE.draw(random);
      assertThat(novelty.untried(history, row)).isEqualTo(!triedByALookAtEveryTrial(row));
    }
  }

  @Test
  void anotherHistoryIsAnother() {
    double[] row = CUBE.draw(Play.generator(1, 1));
    history.propose(CUBE.configuration(row));
    assertThat(novelty.untried(history, row)).isFalse();
    assertThat(novelty.untried(new ColumnarHistory(SPACE, Play.LOSS), row)).isTrue();
    assertThat(novelty.untried(history, row)).isFalse();
  }

  @Test
  void aRowThatWasCancelledAndTriedAgainIsTried() {
    double[] row = CUBE.draw(Play.generator(1, 1));
    for (TrialState state : Arrays.asList(TrialState.CANCELLED, TrialState.FAILED)) {
      assertThat(novelty.untried(history, row)).isTrue();
      Play.end(history, history.propose(CUBE.configuration(row)), state, 1);
    }
    assertThat(novelty.untried(history, row)).isFalse();
  }
}
