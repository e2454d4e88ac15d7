package io.sonde.search.insight.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CellsTest {
  private static double[] edges(Cells cells) {
    return IntStream.rangeClosed(0, cells.count()).mapToDouble(cells::edge).toArray();
  }

  @Test
  void cutsHalfwayBetweenFewValues() {
    Cells cells = Cells.ofPlaces(new double[] {0.5, 0.1, Double.NaN, 0.5, 0.9});
    assertThat(edges(cells)).containsExactly(0, 0.3, 0.7, 1);
    assertThat(cells.cellOf()).containsExactly(1, 0, Cells.NONE, 1, 2);
  }

  @Test
  void cutsManyValuesAtTheirQuantiles() {
    double[] places = new SplittableRandom(8).doubles(6400).map(x -> x * x).toArray();
    Cells cells = Cells.ofPlaces(places);
    assertThat(cells.count()).isEqualTo(Cells.MOST);
    int[] counts = new int[cells.count()];
    Arrays.stream(cells.cellOf()).forEach(cell -> counts[cell]++);
    assertThat(counts).containsOnly(100);
    for (int row = 0; row < places.length; row++) {
      int cell = cells.cellOf()[row];
      assertThat(places[row]).isBetween(cells.edge(cell), cells.edge(cell + 1));
    }
  }

  @Test
  void ordersCategoriesByTheirMeanLoss() {
    double[] codes = {7, 2, 7, 5, 2, Double.NaN};
    Cells cells = Cells.ofCategories(codes, new double[] {3, 1, 5, 9, 2, 100});
    assertThat(cells.cellOf()).containsExactly(1, 0, 1, 2, 0, Cells.NONE);
    assertThat(cells.count()).isEqualTo(3);
  }

  @Test
  void onePlaceIsOneCell() {
    assertThat(Cells.ofPlaces(new double[] {0.4, 0.4}).count()).isEqualTo(1);
    assertThat(Cells.ofPlaces(new double[] {Double.NaN}).count()).isEqualTo(1);
    assertThat(Cells.ofPlaces(new double[] {0, Double.MIN_VALUE, 1}).count()).isLessThan(4);
  }
}
