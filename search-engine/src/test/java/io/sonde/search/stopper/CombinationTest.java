package io.sonde.search.stopper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Direction;
import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import io.sonde.search.port.ComparingStopperContract;
import io.sonde.search.port.Stopper;
import io.sonde.search.report.Decision;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CombinationTest extends ComparingStopperContract {
  private static final Map<String, Object> CEILING = Map.of("rule", "threshold", "at_most", 10.0);
  private static final Map<String, Object> MEDIAN = Map.of("rule", "median", "startup_trials", 1L);
  private static final Map<String, Object> PROMOTING =
      Map.of("rule", "asha", "mode", "promoting", "max", 9L);

  private final ColumnarHistory history = history(Direction.MINIMIZE);

  @Override
  protected Stopper stopper() {
    return Stoppers.create("any", Map.of("of", List.of(MEDIAN, PROMOTING)));
  }

  @Nested
  class All extends ComparingStopperContract {
    @Override
    protected Stopper stopper() {
      return Stoppers.create("all", Map.of("of", List.of(MEDIAN, Map.of("rule", "asha"))));
    }
  }

  private static Stopper combined(String how, Object... rules) {
    return Stoppers.create(how, Map.of("of", List.of(rules)));
  }

  private String reason(Stopper stopper, int step, double value) {
    int trial = start(history);
    history.report(trial, step, value);
    return stopper.judge(history, trial, step).reason();
  }

  @Test
  void anyStopsForTheFirstRuleThatSaysSoAndNamesIt() {
    completed(history, 5, 5);
    Stopper stopper = combined("any", MEDIAN, CEILING);
    assertThat(reason(stopper, 1, 11))
        .isEqualTo(
            "stopped at step 1: best score 11 is worse than the median 5 of 1 completed trial (rule"
                + " median)");
    assertThat(reason(stopper, 1, 4))
        .isEqualTo(
            "continues at step 1: best score 4 is not worse than the median 5 of 1 completed trial"
                + " (rule median); continues at step 1: score 4 within bounds (rule threshold)");
  }

  @Test
  void allStopsOnlyWhenEveryRuleSaysSo() {
    completed(history, 5, 5);
    Stopper stopper = combined("all", MEDIAN, CEILING);
    assertThat(reason(stopper, 1, 9))
        .isEqualTo("continues at step 1: score 9 within bounds (rule threshold)");
    assertThat(reason(stopper, 1, 11))
        .startsWith("stopped ")
        .contains("; stopped at step 1: score 11");
  }

  @Test
  void combinationsNest() {
    Stopper stopper =
        combined("any", CEILING, Map.of("rule", "all", "of", List.of(MEDIAN, CEILING)));
    completed(history, 5, 5);
    assertThat(reason(stopper, 1, 9)).startsWith("continues ");
    assertThat(reason(stopper, 1, 11)).startsWith("stopped ").endsWith("(rule threshold)");
  }

  @Test
  void stoppingGoesBeforePausingAndTheRuleThatPausesTakesFurther() {
    Stopper stopper = combined("any", PROMOTING, CEILING);
    assertThat(stopper.pauses()).isTrue();
    assertThat(reason(stopper, 1, 11)).startsWith("stopped ");
    for (int i = 0; i < 3; i++) {
      int trial = start(history);
      history.report(trial, 1, i == 0 ? 1 : 9);
      Decision decision = stopper.judge(history, trial, 1).decision();
      assertThat(decision).as("trial %d", trial).isNotEqualTo(Decision.STOP);
      history.become(trial, TrialState.PAUSED);
    }
    Stopper.Resumption next = stopper.resume(history).orElseThrow();
    assertThat(next.reason()).startsWith("taken further to epoch 3").endsWith("(rule asha)");
    assertThat(stopper.until(history, next.trial())).isEqualTo(next.until());
  }

  @Test
  void inAllATrialIsPausedOnlyWhenTheOthersWouldStopIt() {
    Stopper stopper = combined("all", CEILING, PROMOTING);
    assertThat(reason(stopper, 1, 9)).startsWith("continues ");
    assertThat(reason(stopper, 1, 11))
        .startsWith("paused ")
        .contains("(rule asha); stopped at step 1: score 11 is above 10 (rule threshold)");
  }

  @Test
  void twoRulesThatPauseAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> combined("any", PROMOTING, combinedOf(PROMOTING)))
        .withMessage("expected at most one rule that pauses trials, got asha and all");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> combined("any"))
        .withMessage("expected at least one rule to combine, got none");
  }

  private static Map<String, Object> combinedOf(Object rule) {
    return Map.of("rule", "all", "of", List.of(rule));
  }

  @Test
  void aSamplerLearnsWithinTheBracketsOfTheRuleThatHasSome() {
    Stopper stopper = combined("any", MEDIAN, Map.of("rule", "hyperband", "max", 9L));
    for (int i = 0; i < 20; i++) {
      completed(history, 1);
    }
    History peers = stopper.peers(history, 20);
    assertThat(peers).isNotSameAs(history).isSameAs(stopper.peers(history, 20));
  }
}
