package io.sonde.search.sampler.random;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.history.ColumnarHistory;
import io.sonde.search.port.Play;
import io.sonde.search.port.Sampler;
import io.sonde.search.port.SamplerContract;
import io.sonde.search.space.Domain;
import io.sonde.search.space.Scale;
import io.sonde.search.space.Space;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RandomSamplerTest extends SamplerContract {
  private static final int DRAWS = 20_000;
  private static final double IMPLAUSIBLE = 1e-4;

  @Override
  protected Sampler sampler(Space space) {
    return new RandomSampler(space);
  }

  /** The codes of independent proposals for one parameter; nothing is remembered between them. */
  private static double[] codes(Domain domain) {
    Space space = Space.flat(Map.of("x", domain));
    Sampler sampler = new RandomSampler(space);
    ColumnarHistory empty = new ColumnarHistory(space, Play.LOSS);
    RandomGenerator random = Play.generator(11, 0);
    return IntStream.range(0, DRAWS)
        .mapToDouble(i -> space.encode(sampler.propose(empty, random).orElseThrow())[0])
        .toArray();
  }

  @ParameterizedTest
  @EnumSource(Scale.class)
  void realNumbersAreUniformOnTheirScale(Scale scale) {
    double[] drawn = codes(Play.real(0.01, 0.999, scale));
    double[] onScale =
        IntStream.range(0, DRAWS).mapToDouble(i -> scale.toModel(drawn[i])).toArray();
    var uniform = new UniformRealDistribution(scale.toModel(0.01), scale.toModel(0.999));
    double p = new KolmogorovSmirnovTest().kolmogorovSmirnovTest(uniform, onScale, false);
    assertThat(p).isGreaterThan(IMPLAUSIBLE);
  }

  @Test
  void categoriesAreDrawnAlike() {
    assertShares(codes(Play.choice("a", "b", "c", "d", "e")), new double[] {1, 1, 1, 1, 1});
  }

  @Test
  void orderedValuesAreDrawnAlikeTheOutermostIncluded() {
    Domain ordered = new Domain.Ordered(List.of("s", "m", "l"));
    assertShares(codes(ordered), new double[] {1, 1, 1});
  }

  @Test
  void wholeNumbersAreDrawnAlikeTheOutermostIncluded() {
    assertShares(codes(Play.whole(0, 3, Scale.LINEAR)), new double[] {1, 1, 1, 1});
  }

  @Test
  void aLastStepThatDoesNotFitIsLeftOutAndTheOthersAreDrawnAlike() {
    Domain stepped = new Domain.FloatRange(0, 1, Scale.LINEAR, OptionalDouble.of(0.3));
    double[] drawn = codes(stepped);
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = Math.rint(drawn[i] / 0.3);
    }
    assertShares(drawn, new double[] {1, 1, 1, 1});
  }

  @Test
  void wholeNumbersOnALogScaleHaveTheShareOfTheirCell() {
    double[] drawn = codes(Play.whole(1, 4, Scale.LOG));
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] -= 1;
    }
    double[] shares =
        IntStream.rangeClosed(1, 4).mapToDouble(i -> Math.log((i + 0.5) / (i - 0.5))).toArray();
    assertShares(drawn, shares);
  }

  private static void assertShares(double[] positions, double[] shares) {
    long[] counts = new long[shares.length];
    for (double position : positions) {
      counts[(int) position]++;
    }
    assertThat(new ChiSquareTest().chiSquareTest(shares, counts)).isGreaterThan(IMPLAUSIBLE);
  }
}
