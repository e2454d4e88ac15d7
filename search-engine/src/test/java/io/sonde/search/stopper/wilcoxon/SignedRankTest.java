package io.sonde.search.stopper.wilcoxon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SignedRankTest {
  static Stream<String> scipy() throws IOException {
    String name = "/io/sonde/search/stopper/stopper-oracle.txt";
    try (InputStream in = SignedRankTest.class.getResourceAsStream(name)) {
      byte[] bytes = Objects.requireNonNull(in, name).readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8)
          .lines().filter(line -> line.startsWith("ranks ")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("scipy")
  void theProbabilitiesAreThoseOfSciPy(String line) {
    String[] parts = line.substring("ranks ".length()).split(" : ", -1);
    double[] differences =
        Arrays.stream(parts[0].split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
    double expected = Double.parseDouble(parts[1]);
    assertThat(SignedRank.probabilityOfMore(differences)).isCloseTo(expected, within(1e-9));
  }

  @Test
  void fourWorseFoldsAreOneOfSixteenWays() {
    assertThat(SignedRank.probabilityOfMore(new double[] {1, 2, 3, 4})).isEqualTo(1.0 / 16);
    assertThat(SignedRank.probabilityOfMore(new double[] {-1, 2, 3, 4})).isEqualTo(2.0 / 16);
    assertThat(SignedRank.probabilityOfMore(new double[] {-1, -2, -3, -4})).isEqualTo(1);
    assertThat(SignedRank.probabilityOfMore(new double[] {0, 0, 0})).isEqualTo(1);
  }

  @Test
  void countingAndTheNormalDistributionMeet() {
    Random random = new Random(1);
    double[] many = new double[SignedRank.EXACT + 1];
    for (int i = 0; i < many.length; i++) {
      many[i] = Math.round(random.nextGaussian() * 5 + 1);
    }
    many[SignedRank.EXACT] = 0;
    double[] fewer = Arrays.copyOf(many, SignedRank.EXACT);
    assertThat(SignedRank.probabilityOfMore(fewer))
        .isCloseTo(SignedRank.probabilityOfMore(many), within(0.03));
  }
}
