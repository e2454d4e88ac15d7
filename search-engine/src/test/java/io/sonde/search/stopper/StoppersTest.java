package io.sonde.search.stopper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sonde.search.method.Method;
import io.sonde.search.port.Stopper;
import io.sonde.search.spec.schema.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoppersTest {
  @Test
  void everyNameHasAStopper() {
    assertThat(Stoppers.names()).isNotEmpty().doesNotHaveDuplicates();
    Map<String, Object> needed = Map.of("max", 9L, "of", List.of(Map.of("rule", "none")));
    for (Method<Stopper.Factory> method : Stoppers.all()) {
      Map<String, Object> settings = new HashMap<>(needed);
      settings.keySet().removeIf(key -> !required(method, key));
      assertThat(Stoppers.create(method.name(), settings)).isNotNull();
    }
  }

  private static boolean required(Method<?> method, String key) {
    Schema.Field field = method.settings().fields().get(key);
    return field != null && field.required();
  }

  @Test
  void anUnknownRuleIsRefusedWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stoppers.create("mediann", Map.of()))
        .withMessage(
            "no stopping rule 'mediann'; there are none, median, percentile, threshold, patience,"
                + " asha, hyperband, wilcoxon, curve, any, all");
  }

  @ParameterizedTest
  @CsvSource({
    "asha, min, 0, 'expected min of at least 1, got 0'",
    "asha, max, 0, 'expected max of at least min = 1, got 0'",
    "asha, eta, 1, 'expected eta of at least 2, got 1'",
    "median, startup_trials, 0, 'expected startup_trials of at least 1, got 0'",
    "median, warmup, -1, 'expected warmup of at least 0, got -1'",
    "median, interval, 0, 'expected interval of at least 1, got 0'"
  })
  void settingsOutOfRangeAreRefusedWithTheirValue(
      String rule, String setting, long value, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stoppers.create(rule, Map.of(setting, value)))
        .withMessage(message);
  }

  @Test
  void aSettingThatIsNoWholeNumberIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stoppers.create("asha", Map.of("eta", 2.5)))
        .withMessage("expected a whole number for eta, got 2.5");
  }
}
