package io.sonde.search.sampler.tpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.port.Play;
import io.sonde.search.sampler.random.RandomSampler;
import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.space.Space;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParzenEstimatorTest {
  private static final Space SPACE = Play.mixed();
  private static final UnitCube CUBE = new UnitCube(SPACE);
  private static final int[] ALL = IntStream.range(0, CUBE.dimensions()).toArray();

  private final RandomGenerator random = Play.generator(8, 8);

  private static ColumnarHistory history(int trials) {
    return Play.play(new RandomSampler(SPACE), SPACE, c -> 1, trials, 3);
  }

  private double[][] rows(int rows) {
    return IntStream.range(0, rows).mapToObj(i -> CUBE.draw(random)).toArray(double[][]::new);
  }

  /** With other trials in the same order, but nothing learnt on the way. */
  private static ParzenEstimator fresh(ColumnarHistory history, boolean[] counts) {
    ParzenEstimator estimator = new ParzenEstimator(CUBE, 1, true);
    for (int trial = 0; trial < history.size(); trial++) {
      estimator.append(history, trial);
      estimator.count(trial + 1, counts[trial]);
    }
    estimator.settle();
    return estimator;
  }

  @Test
  void whatComesAndGoesLeavesNoTrace() {
    ColumnarHistory history = history(300);
    ParzenEstimator longLived = new ParzenEstimator(CUBE, 1, true);
    boolean[] counts = new boolean[history.size()];
    double[][] rows = rows(5);
    for (int step = 0; step < 900; step++) {
      if (step % 3 == 0) {
        longLived.append(history, step / 3);
      }
      int trial = random.nextInt(step / 3 + 1);
      counts[trial] = !counts[trial];
      longLived.count(trial + 1, counts[trial]);
      if (step % 7 == 0) {
        longLived.settle();
      }
    }
    longLived.settle();
    ParzenEstimator fresh = fresh(history, counts);
    assertThat(LogDensities.of(longLived, rows, ALL, longLived.sums()))
        .containsExactly(LogDensities.of(fresh, rows, ALL, fresh.sums()));
  }

  /** What is left out because it is small does not show. */
  @ParameterizedTest
  @ValueSource(ints = {3, 200, 2000})
  void theSumOverTheComponentsIsWhole(int trials) {
    ColumnarHistory history = history(trials);
    boolean[] counts = new boolean[trials];
    IntStream.range(0, trials).forEach(t -> counts[t] = t % 5 != 1);
    ParzenEstimator estimator = fresh(history, counts);
    double[][] rows = rows(20);
    double[] densities = LogDensities.of(estimator, rows, ALL, estimator.sums());
    for (int r = 0; r < rows.length; r++) {
      double[] sums = estimator.sums();
      estimator.add(rows[r], ALL, sums);
      double whole = 0;
      for (int k = 0; k < sums.length; k++) {
        whole += estimator.weight(k) * Math.exp(sums[k]);
      }
      assertThat(densities[r]).isCloseTo(Math.log(whole), within(1e-12));
    }
  }
}
