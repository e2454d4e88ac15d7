package io.sonde.search.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.port.Play;
import io.sonde.search.port.Sampler;
import io.sonde.search.space.Space;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplersTest {
  private static final Space SPACE = Play.mixed();

  @Test
  void everyNameHasASampler() {
    assertThat(Samplers.names()).contains("random", "tpe");
    for (String name : Samplers.names()) {
      Sampler sampler = Samplers.create(name, SPACE, 1, Map.of());
      assertThat(Play.play(sampler, SPACE, c -> 1, 15, 1).size()).isEqualTo(15);
    }
  }

  @Test
  void anUnknownAlgorithmIsRefusedWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samplers.create("ptpe", SPACE, 1, Map.of()))
        .withMessage("no algorithm 'ptpe'; there are " + String.join(", ", Samplers.names()));
  }

  @Test
  void settingsReachTheSampler() {
    Sampler late = Samplers.create("tpe", SPACE, 1, Map.of("startup_trials", 1000L));
    Sampler random = Samplers.create("random", SPACE, 1, Map.of());
    ColumnarHistory history = Play.play(random, SPACE, c -> 1, 40, 1);
    assertThat(late.propose(history, Play.generator(1, 40)))
        .isEqualTo(random.propose(history, Play.generator(1, 40)));
    assertThat(Samplers.create("tpe", SPACE, 1, Map.of()).propose(history, Play.generator(1, 40)))
        .isNotEqualTo(random.propose(history, Play.generator(1, 40)));
  }

  @ParameterizedTest
  @CsvSource({
    "startup_trials, 0, 'expected startup_trials of at least 1, got 0'",
    "candidates, 0, 'expected candidates of at least 1, got 0'",
    "candidates, 2.5, 'expected a whole number for candidates, got 2.5'",
    "prior_weight, 0, 'expected a finite prior_weight above 0, got 0.0'"
  })
  void settingsOutOfRangeAreRefusedWithTheirValue(String setting, double value, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Samplers.create("tpe", SPACE, 1, Map.of(setting, value)))
        .withMessage(message);
  }
}
