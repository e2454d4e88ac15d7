package io.sonde.benchmarks.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private final Results results =
      new Results(
          "set/task",
          4,
          1,
          Map.of(
              "optuna5_random", List.of(trace(9, 8, 7, 6), trace(8, 8, 8, 8)),
              "optuna5_tpe", List.of(trace(5, 4, 4, 3))));

  @Test
  void regretIsZeroAtTheBestThatAnyoneSawAndOneAtRandomSearch() {
    results.add("ours", trace(7, 5, 2, 6));
    results.add("ours", trace(6, 6, 6, 4));
    assertThat(results.low()).isEqualTo(2);
    assertThat(results.regret("optuna5_random", 100).mean()).isEqualTo(1);
    // mean best 3 of ours, 7 of random search, 2 the best
    assertThat(results.regret("ours", 100).mean()).isCloseTo(1 / 5.0, within(1e-12));
    // after two evaluations 5.5 and 8, after one 6.5 and 8.5
    assertThat(results.regret("ours", 50).mean()).isCloseTo(3.5 / 6, within(1e-12));
    assertThat(results.regret("ours", 25).mean()).isCloseTo(4.5 / 6.5, within(1e-12));
    // the two runs' bests 2 and 4 have standard error 1
    assertThat(results.regret("ours", 100).error()).isCloseTo(1 / 5.0, within(1e-12));
  }

  @Test
  void byTheRecordedLoTheRegretMayFallBelowZero() {
    results.add("ours", trace(7, 5, 2, 6));
    assertThat(results.regretByRecorded("ours").mean()).isCloseTo(-1 / 4.0, within(1e-12));
  }

  @Test
  void runsThatEndedEarlierHaveNoFigureAtTheEnd() {
    results.add("short", trace(7, 5));
    assertThat(results.best("short", 50).mean()).isEqualTo(5);
    assertThat(results.best("short", 100).mean()).isNaN();
  }

  @Test
  void whatIsReturnedIsJudgedWithoutNoise() {
    results.add(
        "random", new Trace(new double[] {4}, OptionalDouble.of(5), OptionalDouble.empty()));
    results.add("ours", new Trace(new double[] {2}, OptionalDouble.of(3), OptionalDouble.empty()));
    // the best configuration there is has 1
    assertThat(results.regretReturned("ours").mean()).isEqualTo(0.5);
  }

  @Test
  void equalsShareTheirPlaces() {
    results.add("ours", trace(9, 9, 9, 3));
    List<String> among = List.of("ours", "optuna5_tpe", "optuna5_random");
    assertThat(results.rank("ours", among)).isEqualTo(1.5);
    assertThat(results.rank("optuna5_random", among)).isEqualTo(3);
  }

  private static Trace trace(double... losses) {
    return new Trace(losses, OptionalDouble.empty(), OptionalDouble.empty());
  }
}
