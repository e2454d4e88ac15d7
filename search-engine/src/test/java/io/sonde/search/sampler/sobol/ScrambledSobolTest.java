package io.sonde.search.sampler.sobol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScrambledSobolTest {
  private static final int SEEDS = 100;

  static List<double[]> axes() {
    return SobolOracle.lines("axis");
  }

  static List<double[]> plain() {
    return SobolOracle.lines("plain");
  }

  static List<double[]> discrepancies() {
    return SobolOracle.lines("discrepancy");
  }

  private static double[] plain(Directions directions, int index) {
    return IntStream.range(0, directions.dimensions())
        .mapToDouble(d -> Integer.toUnsignedLong(directions.coordinate(index, d)) * 0x1p-32)
        .toArray();
  }

  private static double[][] points(ScrambledSobol sobol, int points) {
    return IntStream.range(0, points).mapToObj(sobol::point).toArray(double[][]::new);
  }

  @ParameterizedTest
  @MethodSource("axes")
  void thePlainSequenceIsScipys(double[] line) {
    int axis = (int) line[0];
    Directions directions = new Directions(Directions.MOST);
    for (int i = 0; i < line.length - 1; i++) {
      assertThat(plain(directions, i)[axis]).isEqualTo(line[i + 1]);
    }
  }

  @ParameterizedTest
  @MethodSource("plain")
  void theDiscrepancyOfThePlainSequenceIsScipys(double[] line) {
    Directions directions = new Directions((int) line[1]);
    double[][] points =
        IntStream.range(0, (int) line[0])
            .mapToObj(i -> plain(directions, i))
            .toArray(double[][]::new);
    assertThat(centredDiscrepancy(points)).isCloseTo(line[2], within(1e-12));
  }

  /** Beside scipy's scrambling (a linear matrix and a digital shift) and independent points. */
  @ParameterizedTest
  @MethodSource("discrepancies")
  void scrambledPointsAreAsEvenAsScipys(double[] line) {
    LongFunction<ScrambledSobol> sobol = seed -> new ScrambledSobol((int) line[1], seed);
    double mean =
        LongStream.range(0, SEEDS)
            .mapToDouble(seed -> centredDiscrepancy(points(sobol.apply(seed), (int) line[0])))
            .average()
            .orElseThrow();
    assertThat(mean).isLessThan(1.1 * line[2]).isLessThan(0.6 * line[3]);
  }

  @ParameterizedTest
  @CsvSource({"5, 0, 1024", "5, 1024, 1024", "300, 0, 64", "1000, 64, 64", "1100, 0, 256"})
  void everyAxisIsStratified(int dimensions, int from, int points) {
    ScrambledSobol sobol = new ScrambledSobol(dimensions, 3);
    double[][] all =
        IntStream.range(from, from + points).mapToObj(sobol::point).toArray(double[][]::new);
    for (int d = 0; d < dimensions; d++) {
      BitSet cells = new BitSet();
      for (double[] point : all) {
        cells.set((int) (point[d] * points));
      }
      assertThat(cells.cardinality()).isEqualTo(points);
    }
  }

  /** Of two axes of the first dimensions every box of a 64th of the square has its point. */
  @Test
  void theFirstTwoAxesAreEvenTogether() {
    double[][] points = points(new ScrambledSobol(2, 8), 64);
    for (int columns = 1; columns <= 64; columns *= 2) {
      BitSet boxes = new BitSet();
      for (double[] point : points) {
        int column = (int) (point[0] * columns);
        int row = (int) (point[1] * 64 / columns);
        boxes.set(column + columns * row);
      }
      assertThat(boxes.cardinality()).isEqualTo(64);
    }
  }

  /** Whatever the index, over the seeds a point is uniform. */
  @ParameterizedTest
  @CsvSource({"0, 0", "1, 3", "77, 5", "2147483647, 1", "12, 1000"})
  void aSinglePointIsUniform(int index, int axis) {
    double[] drawn =
        LongStream.range(0, 2000)
            .mapToDouble(seed -> new ScrambledSobol(axis + 1, seed).point(index)[axis])
            .limit(axis > 100 ? 100 : 2000)
            .toArray();
    double p =
        new KolmogorovSmirnovTest()
            .kolmogorovSmirnovTest(new UniformRealDistribution(0, 1), drawn, false);
    assertThat(p).isGreaterThan(1e-4);
  }

  @Test
  void theSameSeedGivesTheSamePointsAndAnotherSeedOthers() {
    double[] point = new ScrambledSobol(4, 1).point(9);
    assertThat(new ScrambledSobol(4, 1).point(9)).containsExactly(point);
    assertThat(new ScrambledSobol(7, 1).point(9)).startsWith(point);
    assertThat(new ScrambledSobol(4, 2).point(9)).isNotEqualTo(point);
    assertThat(new ScrambledSobol(0, 2).point(9)).isEmpty();
  }

  @Test
  void whatIsOutOfRangeIsRefusedWithItsValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScrambledSobol(-1, 1))
        .withMessage("expected at least 0 dimensions, got -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScrambledSobol(1, 1).point(-2))
        .withMessage("expected an index of at least 0, got -2");
  }

  /** F. J. Hickernell: A generalized discrepancy and quadrature error bound. 1998. */
  private static double centredDiscrepancy(double[][] points) {
    double singles = 0;
    double pairs = 0;
    for (double[] x : points) {
      singles +=
          Arrays.stream(x)
              .map(c -> Math.abs(c - 0.5))
              .map(c -> 1 + (c - c * c) / 2)
              .reduce(1, (a, b) -> a * b);
      for (double[] y : points) {
        double product = 1;
        for (int d = 0; d < x.length; d++) {
          product *= 1 + (Math.abs(x[d] - 0.5) + Math.abs(y[d] - 0.5) - Math.abs(x[d] - y[d])) / 2;
        }
        pairs += product;
      }
    }
    int n = points.length;
    return Math.pow(13.0 / 12, points[0].length) - 2 * singles / n + pairs / n / n;
  }
}
