package io.sonde.search.sampler.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Likelihood, gradient and predictions agree with scikit-learn's, the tails with mpmath's. */
class GaussianProcessOracleTest {
  static List<OracleProcess> processes() throws IOException {
    return OracleProcess.all();
  }

  @ParameterizedTest
  @MethodSource("processes")
  void likelihoodAndItsGradient(OracleProcess process) {
    double[] gradient = new double[process.dimensions + 3];
    Evidence evidence = new Evidence(process.points(), new Plain(process.values()));
    assertThat(evidence.at(process.logs(), gradient))
        .isCloseTo(process.likelihood, within(1e-8 * Math.abs(process.likelihood)));
    double size = Arrays.stream(process.gradient).map(Math::abs).max().orElseThrow();
    assertThat(Arrays.copyOf(gradient, process.dimensions + 2))
        .containsExactly(process.gradient, within(1e-7 * size));
  }

  @ParameterizedTest
  @MethodSource("processes")
  void meansAndVariances(OracleProcess process) {
    Model model = model(process);
    for (double[] line : process.predictions) {
      model.predict(line);
      assertThat(model.mean()).isCloseTo(line[process.dimensions], within(1e-7));
      assertThat(model.variance())
          .isCloseTo(line[process.dimensions + 1], within(1e-8 * process.signal));
    }
  }

  private static Model model(OracleProcess process) {
    Model model = new Model(process.embedding(), Hyperparameters.of(process.logs()), 0);
    process.trials.forEach(model::add);
    model.explain(process.values());
    return model;
  }

  @ParameterizedTest
  @MethodSource("processes")
  void whatWasTakenBackLeavesNoTrace(OracleProcess process) {
    Model once = model(process);
    Model again = model(process);
    again.believe(process.predictions);
    again.truncate(process.trials.size() / 2);
    process.trials.subList(again.size(), process.trials.size()).forEach(again::add);
    again.explain(process.values());
    double[] point = process.predictions.get(1);
    once.predict(point);
    again.predict(point);
    assertThat(again.mean()).isEqualTo(once.mean());
    assertThat(again.variance()).isEqualTo(once.variance());
  }

  @ParameterizedTest
  @MethodSource("processes")
  void believingWhatIsExpectedLeavesExpectationsAndMakesSure(OracleProcess process) {
    Model model = model(process);
    double[] point = process.predictions.get(0);
    double[] elsewhere = process.predictions.get(1);
    model.predict(elsewhere);
    double mean = model.mean();
    model.predict(point);
    double variance = model.variance();
    model.believe(List.of(point));
    model.predict(elsewhere);
    assertThat(model.mean()).isCloseTo(mean, within(1e-5));
    model.predict(point);
    assertThat(model.variance()).isLessThan(variance);
    assertThat(model.variance()).isLessThan(process.noise);
  }

  @ParameterizedTest
  @MethodSource("processes")
  void theGradientOfMeanAndVarianceIsThatOfTheirDifferences(OracleProcess process) {
    Model model = model(process);
    double[] point = Arrays.copyOf(process.predictions.get(2), process.dimensions);
    model.predict(point);
    double[] gradient = model.gradient(point, 0.7, -1.3);
    for (int d = 0; d < process.dimensions; d++) {
      double step = 1e-5;
      double[] high = point.clone();
      high[d] += step;
      double[] low = point.clone();
      low[d] -= step;
      double slope = (combined(model, high) - combined(model, low)) / (2 * step);
      assertThat(gradient[d]).isCloseTo(slope, within(1e-4 * (1 + Math.abs(slope))));
    }
  }

  private static double combined(Model model, double[] point) {
    model.predict(point);
    return 0.7 * model.mean() - 1.3 * model.variance();
  }

  @Test
  void tails() throws IOException {
    for (double[] line : OracleProcess.lines("cumulative")) {
      assertThat(NormalTails.logCumulative(line[0]))
          .isCloseTo(line[1], within(1e-12 * (1 + Math.abs(line[1]))));
    }
    for (double[] line : OracleProcess.lines("improvement")) {
      assertThat(NormalTails.logImprovement(line[0]))
          .isCloseTo(line[1], within(1e-11 * (1 + Math.abs(line[1]))));
    }
  }

  /** Values as they are. */
  private static final class Plain implements Warp {
    private final double[] values;

    Plain(double[] values) {
      this.values = values;
    }

    @Override
    public int size() {
      return values.length;
    }

    @Override
    public double[] targets(double bend) {
      return values.clone();
    }

    @Override
    public double[] slopes(double bend) {
      return new double[values.length];
    }

    @Override
    public double logJacobian(double bend) {
      return 0;
    }

    @Override
    public double jacobianSlope(double bend) {
      return 0;
    }
  }
}
