package io.sonde.trial.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RhythmTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void stepsDecideWhateverTheTime() {
    Rhythm rhythm = Rhythm.ofSteps(3);
    assertThat(rhythm.due(2, Duration.ofDays(1), Duration.ZERO)).isFalse();
    assertThat(rhythm.due(3, Duration.ZERO, Duration.ofDays(1))).isTrue();
  }

  @Test
  void timeDecidesAndWritingTakesASmallShare() {
    Rhythm rhythm = Rhythm.ofTime(Duration.ofSeconds(10));
    assertThat(rhythm.due(1000, Duration.ofSeconds(9), Duration.ZERO)).isFalse();
    assertThat(rhythm.due(1, Duration.ofSeconds(10), Duration.ofMillis(500))).isTrue();
    assertThat(rhythm.due(1, Duration.ofSeconds(10), SECOND)).isFalse();
    assertThat(rhythm.due(1, Duration.ofSeconds(20), SECOND)).isTrue();
  }

  @Test
  void refusesNonsense() {
    assertThatThrownBy(() -> Rhythm.ofSteps(0)).hasMessageContaining("at least 1 step, got 0");
    assertThatThrownBy(() -> Rhythm.ofTime(Duration.ZERO)).hasMessageContaining("above 0");
  }
}
