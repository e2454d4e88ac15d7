package io.sonde.benchmarks.early;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.benchmarks.Choice;
import io.sonde.search.port.Sampler;
import io.sonde.search.space.Configuration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CurveRunTest {
  private static final double NONE = Double.POSITIVE_INFINITY;

  /** Takes the learning rates 1, 0.1, 0.01, … in turn, which are the pool's. */
  private static Sampler inTurn(Pool pool) {
    return (history, random) -> {
      double[] codes = pool.codes(0);
      codes[0] = Math.pow(10, -history.size());
      Configuration next = pool.space().configure(parameter -> codes[parameter.index()]);
      return Optional.of(next);
    };
  }

  @Test
  void everyPointCostsAndOnlyTheEndCounts() {
    Pool pool = PoolTest.pool(3, Double.NaN, 2, 5);
    double[] bests = run(pool, "none", 10);
    // three points; two of a curve that has no third nor second; then three and three
    assertThat(bests).containsExactly(NONE, NONE, 3, 3, 3, 3, 3, 2, 2, 2);
  }

  @Test
  void aStoppedTrialCostsWhatItRan() {
    Pool pool = PoolTest.pool(3, 5, 2, 5);
    double[] bests = run(pool, "asha:min=2:max=3:eta=2", 9);
    // the first passes its rung, the second does not and costs two, the third does
    assertThat(bests).containsExactly(NONE, NONE, 3, 3, 3, 3, 3, 2, 2);
  }

  private static double[] run(Pool pool, String rule, int budget) {
    return new CurveRun(pool, inTurn(pool), Choice.parse(rule).stopper(), budget, 0).play();
  }

  @Test
  void aSavingIsReckonedFromTheMeanOfTheRuns() {
    double[] slow = {NONE, 4, 3, 1};
    double[] fast = {5, 2, 2, 2};
    Saving saving = Saving.of(List.of(slow, fast), 2.5, 8);
    // the means are infinity, 3, 2.5, 1.5: three points of eight
    assertThat(saving.ratio().mean()).isEqualTo(8 / 3.0);
    assertThat(saving.last()).isEqualTo(1.5);
    assertThat(Saving.of(List.of(slow, fast), 1, 8).ratio().mean()).isZero();
  }
}
