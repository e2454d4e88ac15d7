package io.sonde.search.insight.optimum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.history.Direction;
import io.sonde.search.history.Objective;
import io.sonde.search.insight.Outlook;
import io.sonde.search.insight.PredictedOptimum;
import io.sonde.search.insight.sample.Sample;
import io.sonde.search.port.Play;
import io.sonde.search.sampler.random.RandomSampler;
import io.sonde.search.space.Configuration;
import io.sonde.search.space.Space;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class OptimumAnalysisTest {
  private static final Objective ACCURACY = new Objective("accuracy", Direction.MAXIMIZE);

  private static double x(Configuration configuration, int i) {
    return ((Number) configuration.values().get("x" + i)).doubleValue();
  }

  /** The largest value is 0.9. */
  private static double hill(Configuration c) {
    return 0.9 - 0.2 * (Math.pow(x(c, 0) - 0.3, 2) + Math.pow(x(c, 1) + 0.4, 2));
  }

  private static ColumnarHistory history(
      Space space, Objective objective, int trials, ToDoubleFunction<Configuration> value) {
    ColumnarHistory history = new ColumnarHistory(space, objective);
    RandomSampler sampler = new RandomSampler(space);
    for (int i = 0; i < trials; i++) {
      Configuration next = sampler.propose(history, Play.generator(6, i)).orElseThrow();
      Play.complete(history, history.propose(next), value.applyAsDouble(next));
    }
    return history;
  }

  private static Optional<OptimumAnalysis> analysis(ColumnarHistory history) {
    return OptimumAnalysis.of(history, Sample.of(history), 0);
  }

  @Test
  void seesThroughLuck() {
    Space space = Play.reals(2);
    Random noise = new Random(11);
    ColumnarHistory history =
        history(space, ACCURACY, 120, c -> hill(c) + 0.04 * noise.nextGaussian());
    PredictedOptimum optimum = analysis(history).orElseThrow().optimum();
    Configuration best = space.configure(optimum.values());
    Configuration lucky = space.configure(p -> history.code(optimum.bestSeen(), p.index()));
    assertThat(optimum.bestSeenValue()).isGreaterThan(0.93);
    assertThat(hill(best)).isGreaterThan(hill(lucky)).isGreaterThan(0.88);
    assertThat(optimum.expected()).isCloseTo(hill(best), within(0.03));
    assertThat(hill(best)).isBetween(optimum.low(), optimum.high());
    assertThat(optimum.bestSeenExpected()).isLessThan(optimum.bestSeenValue());
    assertThat(optimum.noise()).isBetween(0.02, 0.08);
    assertThat(optimum.deviation()).isBetween(0.001, 0.03);
  }

  @Test
  void withoutNoiseTheBestSeenIsTheOptimum() {
    ColumnarHistory history =
        history(Play.reals(2), Play.LOSS, 40, c -> Math.pow(x(c, 0) - 0.3, 2) + x(c, 1) + 1);
    PredictedOptimum optimum = analysis(history).orElseThrow().optimum();
    assertThat(optimum.trial()).isEqualTo(optimum.bestSeen());
    assertThat(optimum.expected()).isCloseTo(optimum.bestSeenValue(), within(0.02));
    assertThat(optimum.low()).isLessThan(optimum.high());
  }

  @Test
  void oncePastTheNoiseThereIsLittleToGain() {
    Random noise = new Random(11);
    ColumnarHistory history =
        history(
            Play.reals(1),
            ACCURACY,
            150,
            c -> 0.9 - 0.1 * x(c, 0) * x(c, 0) + 0.05 * noise.nextGaussian());
    Outlook outlook = analysis(history).orElseThrow().outlook(1);
    assertThat(outlook.answer()).isEqualTo(Outlook.Answer.LITTLE_TO_GAIN);
    assertThat(outlook.improvement().orElseThrow()).isLessThan(outlook.threshold().orElseThrow());
    assertThat(outlook.reason())
        .contains("improve accuracy by", "by which repeated trials differ", "little to gain.");
  }

  @Test
  void inALargeSpaceAFewTrialsAreNotEnough() {
    ColumnarHistory history =
        history(
            Play.reals(6),
            Play.LOSS,
            25,
            c -> {
              double sum = 0;
              for (int i = 0; i < 6; i++) {
                sum += Math.pow(x(c, i) - 0.3, 2);
              }
              return sum;
            });
    Outlook outlook = analysis(history).orElseThrow().outlook(1);
    assertThat(outlook.answer()).isEqualTo(Outlook.Answer.WORTH_GOING_ON);
    assertThat(outlook.reason()).contains("further trials improve loss by", "worth going on.");
  }

  @Test
  void saysNothingTooEarlyOrWhereNothingVaries() {
    ColumnarHistory few = history(Play.reals(2), Play.LOSS, 9, c -> x(c, 0));
    assertThat(analysis(few)).isEmpty();
    assertThat(analysis(history(Play.reals(2), Play.LOSS, 50, c -> 0.25))).isEmpty();
    ColumnarHistory some = history(Play.reals(2), Play.LOSS, 12, c -> x(c, 0));
    Outlook early = analysis(some).orElseThrow().outlook(1);
    assertThat(early.answer()).isEqualTo(Outlook.Answer.TOO_EARLY);
    assertThat(early.reason()).contains("from 20 trials on");
  }

  @Test
  void standsValuesOfAnySize() {
    Random random = new Random(3);
    ColumnarHistory history =
        history(Play.reals(2), Play.LOSS, 60, c -> Math.exp(16 * x(c, 0) + random.nextGaussian()));
    OptimumAnalysis analysis = analysis(history).orElseThrow();
    assertThat(analysis.optimum().expected()).isFinite();
    assertThat(analysis.optimum().high()).isFinite();
    assertThat(analysis.outlook(1).improvement().orElseThrow()).isFinite();
  }
}
