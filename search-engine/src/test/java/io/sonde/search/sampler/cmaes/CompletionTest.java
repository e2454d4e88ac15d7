package io.sonde.search.sampler.cmaes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.port.Play;
import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.space.Node;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CompletionTest {
  private static final int TRIALS = 20_000;
  private static final double[] ONES = {1, 1, 1};

  /** A distribution in which all coordinates go together. */
  private static Gaussian correlated(double stepSize) {
    Gaussian gaussian = new Gaussian(new Strategy(3, 8), new double[] {0.5, 0.5, 0.5}, stepSize);
    double[][] steps = new double[8][];
    for (int generation = 0; generation < 12; generation++) {
      for (int k = 0; k < 8; k++) {
        double side = k % 2 == 0 ? 1 : -1;
        steps[k] = new double[] {side * (1 + 0.1 * k), side * (1.5 - 0.1 * k), side * 0.8};
      }
      gaussian = gaussian.next(steps, new Strategy(3, 8).weights());
    }
    Gaussian shaped = gaussian.at(new double[] {0.5, 0.52, 0.5});
    assertThat(shaped.covariance(0, 1)).isGreaterThan(0.3);
    return shaped;
  }

  /** A continuous coordinate, a discrete one, and one that exists in a branch only. */
  private static Space space() {
    Map<String, Node> branches = new LinkedHashMap<>();
    branches.put("off", Play.mapping());
    branches.put("on", Play.mapping("z", Play.search(Play.real(0, 1, Scale.LINEAR))));
    return new Space(
        Play.mapping(
            "x",
            Play.search(Play.real(0, 1, Scale.LINEAR)),
            "y",
            Play.search(Play.whole(1, 25, Scale.LINEAR)),
            "branch",
            new Node.Branches(branches)));
  }

  /** What cells and branches hide comes back as it was drawn, moments and correlations alike. */
  @Test
  void completedDrawsAreDistributedAsTheDrawsWere() {
    Space space = space();
    Coordinates coordinates = new Coordinates(new UnitCube(space));
    Gaussian gaussian = correlated(0.03);
    ColumnarHistory history = new ColumnarHistory(space, Play.LOSS);
    RandomGenerator random = Play.generator(1, 1);
    for (int t = 0; t < TRIALS; t++) {
      double[] step = gaussian.draw(random);
      double[] row = new double[4];
      for (int j = 0; j < 3; j++) {
        row[coordinates.parameter(j)] =
            coordinates.code(j, gaussian.mean(j) + gaussian.stepSize() * step[j]);
      }
      row[2] = t % 2;
      row[3] = t % 2 == 0 ? Double.NaN : row[3];
      history.propose(row);
    }
    Completion completion = new Completion(coordinates, gaussian, ONES, 7);
    double[] means = new double[3];
    double[][] products = new double[3][3];
    for (int t = 0; t < TRIALS; t++) {
      double[] step = completion.step(history, t);
      for (int i = 0; i < 3; i++) {
        means[i] += step[i] / TRIALS;
        for (int j = 0; j < 3; j++) {
          products[i][j] += step[i] * step[j] / TRIALS;
        }
      }
    }
    for (int i = 0; i < 3; i++) {
      double deviation = Math.sqrt(gaussian.covariance(i, i));
      assertThat(means[i]).isCloseTo(0, within(0.03 * deviation));
      for (int j = 0; j < 3; j++) {
        double size = deviation * Math.sqrt(gaussian.covariance(j, j));
        assertThat(products[i][j]).isCloseTo(gaussian.covariance(i, j), within(0.03 * size));
      }
    }
  }

  @Test
  void whatIsShownStaysAndAStepBeyondAnyDrawIsShortened() {
    Space space = Play.reals(3);
    Coordinates coordinates = new Coordinates(new UnitCube(space));
    Gaussian ball = new Gaussian(new Strategy(3, 8), new double[] {0.5, 0.5, 0.5}, 0.01);
    ColumnarHistory history = new ColumnarHistory(space, Play.LOSS);
    history.propose(new double[] {0.02, 0, -0.04});
    history.propose(new double[] {1, 0, 0});
    Completion completion = new Completion(coordinates, ball, ONES, 7);
    assertThat(completion.step(history, 0)).containsExactly(new double[] {1, 0, -2}, within(1e-9));
    assertThat(completion.step(history, 1))
        .containsExactly(new double[] {3 + Math.sqrt(3), 0, 0}, within(1e-9));
  }

  @Test
  void aCellFarFromAllDrawsIsTakenAtItsNearerEdge() {
    assertThat(TruncatedNormal.quantile(20, 30, 0.5)).isEqualTo(20);
    assertThat(TruncatedNormal.quantile(Double.NEGATIVE_INFINITY, -12, 0.5)).isEqualTo(-12);
    assertThat(TruncatedNormal.quantile(-1, 1, 0.5)).isCloseTo(0, within(1e-12));
    double whole = TruncatedNormal.quantile(-1e300, Double.POSITIVE_INFINITY, 0.975);
    assertThat(whole).isCloseTo(1.959963984540054, within(1e-9));
  }
}
