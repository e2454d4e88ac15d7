package io.sonde.search.insight.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.insight.Importance;
import io.sonde.search.insight.Importances;
import io.sonde.search.insight.sample.Columns;
import io.sonde.search.insight.sample.Sample;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside Optuna 5.0.0 on fixed histories. */
class ImportanceOracleTest {
  /** Forests differ by their draws, Optuna's among each other by about as much. */
  private static final double FOREST = 0.06;

  private static Map<String, Double> found(
      OracleCase oracle, ToDoubleFunction<Importance> measure) {
    ColumnarHistory history = oracle.history();
    Sample sample = Sample.of(history);
    Importances importances =
        ImportanceAnalysis.of(
            history.space().parameters(), new Columns(history, sample), sample.losses(0), 1);
    return importances.parameters().stream()
        .collect(Collectors.toMap(Importance::path, measure::applyAsDouble));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mixed", "focused", "ishigami"})
  void varianceSharesAreThoseOfFunctionalAnova(String name) {
    OracleCase oracle = OracleCase.read(name);
    Map<String, Double> found = found(oracle, Importance::variance);
    oracle
        .fanova()
        .forEach(
            (parameter, share) ->
                assertThat(found.get(OracleCase.path(parameter)))
                    .as(parameter)
                    .isCloseTo(share, within(FOREST)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mixed", "focused", "ishigami", "conditional"})
  void sharesAmongTheBestAreThoseOfPedAnova(String name) {
    OracleCase oracle = OracleCase.read(name);
    Map<String, Double> found = found(oracle, Importance::amongTheBest);
    oracle
        .ped()
        .forEach(
            (parameter, share) ->
                assertThat(found.get(OracleCase.path(parameter)))
                    .as(parameter)
                    .isCloseTo(share, within(1e-2)));
  }
}
