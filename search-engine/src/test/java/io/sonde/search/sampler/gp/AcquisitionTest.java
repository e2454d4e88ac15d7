package io.sonde.search.sampler.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AcquisitionTest {
  private static final double[] MEANS = {0.4, -0.3, 0.5};
  private static final double[] VARIANCES = {0.5, 0.2, 1.7};

  private static final Map<String, Acquisition> ALL =
      Map.of(
          "improvement", new ExpectedImprovement(-0.6),
          "far improvement", new ExpectedImprovement(-30),
          "feasible", new Feasible(new ExpectedImprovement(0.2), 1),
          "scalar", scalar(0.8),
          "far scalar", scalar(-9),
          "sure scalar", scalar(25),
          "feasible scalar", new Feasible(scalar(1), 2));

  private static ScalarImprovement scalar(double incumbent) {
    return new ScalarImprovement(new double[] {0.7, 0.3}, new double[] {-2, -1.5}, incumbent);
  }

  private static double at(Acquisition acquisition, double[] means, double[] variances) {
    return acquisition.at(means, variances, new double[3], new double[3]);
  }

  @Test
  void slopesAreThoseOfTheDifferences() {
    ALL.forEach(
        (name, acquisition) -> {
          double[] byMeans = new double[3];
          double[] byVariances = new double[3];
          acquisition.at(MEANS, VARIANCES, byMeans, byVariances);
          for (int m = 0; m < 3; m++) {
            double step = 1e-6;
            double mean = at(acquisition, moved(MEANS, m, step), VARIANCES);
            double variance = at(acquisition, MEANS, moved(VARIANCES, m, step));
            double start = at(acquisition, moved(MEANS, m, -step), VARIANCES);
            double narrow = at(acquisition, MEANS, moved(VARIANCES, m, -step));
            assertThat(byMeans[m]).as(name).isCloseTo((mean - start) / (2 * step), within(1e-4));
            assertThat(byVariances[m])
                .as(name)
                .isCloseTo((variance - narrow) / (2 * step), within(2e-3));
          }
        });
  }

  private static double[] moved(double[] all, int at, double by) {
    double[] moved = all.clone();
    moved[at] += by;
    return moved;
  }

  @Test
  void theImprovementOfSeveralWeightedValuesIsThatOfManyDraws() {
    Random random = new Random(3);
    double sum = 0;
    int draws = 400_000;
    for (int i = 0; i < draws; i++) {
      double one = MEANS[0] + Math.sqrt(VARIANCES[0]) * random.nextGaussian();
      double other = MEANS[1] + Math.sqrt(VARIANCES[1]) * random.nextGaussian();
      sum += Math.max(0, 1.2 - Math.max(0.7 * (one + 2), 0.3 * (other + 1.5)));
    }
    assertThat(Math.exp(at(scalar(1.2), MEANS, VARIANCES)))
        .isCloseTo(sum / draws, within(0.01 * sum / draws));
  }

  /** Where one value is as good as certain to be below, the other's improvement remains. */
  @Test
  void aValueThatDoesNotMatterLeavesTheOthersImprovement() {
    double[] means = {0.4, -1000, 0};
    double alone = at(new ExpectedImprovement(1.2 / 0.7 - 2), means, VARIANCES) + Math.log(0.7);
    assertThat(at(scalar(1.2), means, VARIANCES)).isCloseTo(alone, within(1e-6));
  }
}
