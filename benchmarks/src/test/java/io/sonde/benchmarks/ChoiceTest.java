package io.sonde.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ChoiceTest {
  @Test
  void settingsFollowTheName() {
    var all = Choice.parseAll("random, tpe:startup_trials=5:prior_weight=0.5:kind=fast:on=true");
    assertThat(all.get(0).name()).isEqualTo("random");
    assertThat(all.get(1).name()).isEqualTo("tpe");
    assertThat(all.get(1).settings())
        .isEqualTo(Map.of("startup_trials", 5L, "prior_weight", 0.5, "kind", "fast", "on", true));
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> Choice.parse("tpe:fast")).hasMessageContaining("'tpe:fast'");
  }
}
