package io.sonde.search.sampler.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.search.port.Play;
import io.sonde.search.sampler.gp.Posterior.Belief;
import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.space.Space;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PosteriorTest {
  private static final Space SPACE = Play.reals(2);

  private static List<double[]> rows(int n) {
    UnitCube cube = new UnitCube(SPACE);
    SplittableRandom random = new SplittableRandom(12);
    return Stream.generate(() -> cube.draw(random)).limit(n).toList();
  }

  /** Smallest at (0.5, −0.2), where it is 1. */
  private static double bowl(double[] row) {
    return 1 + Math.pow(row[0] - 0.5, 2) + Math.pow(row[1] + 0.2, 2);
  }

  @Test
  void comesBackFromScoresToLosses() {
    List<double[]> rows = rows(40);
    double[] losses = rows.stream().mapToDouble(PosteriorTest::bowl).toArray();
    Posterior posterior = new Posterior(SPACE, rows, losses);
    assertThat(posterior.given()).hasSize(40);
    double median = Arrays.stream(losses).sorted().toArray()[20];
    for (double[] row : rows) {
      Belief belief = posterior.at(row);
      if (bowl(row) < median) {
        assertThat(posterior.loss(belief.score())).isCloseTo(bowl(row), within(0.04));
      }
    }
  }

  @Test
  void lossesRiseWithScores() {
    List<double[]> rows = rows(30);
    Posterior posterior =
        new Posterior(SPACE, rows, rows.stream().mapToDouble(PosteriorTest::bowl).toArray());
    double last = Double.NEGATIVE_INFINITY;
    for (double score = -4; score <= 4; score += 0.01) {
      assertThat(posterior.loss(score)).isGreaterThan(last);
      last = posterior.loss(score);
    }
  }

  @Test
  void theLowestBoundLiesBelowEveryTrialAndNearTheTruthOfASmoothFunction() {
    List<double[]> rows = rows(60);
    Posterior posterior =
        new Posterior(SPACE, rows, rows.stream().mapToDouble(PosteriorTest::bowl).toArray());
    double lowest = posterior.lowest(2, new SplittableRandom(3));
    for (double[] row : rows) {
      Belief belief = posterior.at(row);
      assertThat(lowest).isLessThanOrEqualTo(belief.score() - 2 * belief.deviation() + 1e-6);
    }
    assertThat(posterior.loss(lowest)).isCloseTo(1, within(0.03));
  }

  @Test
  void ofManyTrialsTheBetterHalfIsAmongTheGiven() {
    List<double[]> rows = rows(1000);
    double[] losses = rows.stream().mapToDouble(PosteriorTest::bowl).toArray();
    int[] given = new Posterior(SPACE, rows, losses).given();
    assertThat(given).hasSize(300);
    double[] sorted = Arrays.stream(losses).sorted().toArray();
    assertThat(Arrays.stream(given).filter(i -> losses[i] <= sorted[149]).count()).isEqualTo(150);
  }
}
