package io.sonde.search.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HypervolumeTest {
  private static final double[][] STAIRS = {{1, 3}, {2, 2}, {3, 1}};

  /** The lower a row lies in the last objective, the further out it lies in all others. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 7})
  void nestedSlicesOfAnyDimensionAddUp(int objectives) {
    int rows = 12;
    double[][] losses = new double[rows][objectives];
    double expected = 0;
    for (int i = 0; i < rows; i++) {
      double side = (i + 1.0) / rows;
      Arrays.fill(losses[i], 1 - side);
      losses[i][objectives - 1] = side;
      expected += Math.pow(side, objectives - 1) / rows;
    }
    double[] reference = new double[objectives];
    Arrays.fill(reference, 1);
    reference[objectives - 1] = 1 + 1.0 / rows;
    assertThat(new Hypervolume(reference).of(losses)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void whatARowAddsIsWhatItsLossTakes() {
    Hypervolume hypervolume = new Hypervolume(4, 4);
    assertThat(hypervolume.of(STAIRS)).isEqualTo(6);
    assertThat(hypervolume.contributions(STAIRS)).containsExactly(1, 1, 1);
    assertThat(hypervolume.added(new double[] {1, 1}, STAIRS)).isEqualTo(3);
    assertThat(hypervolume.added(new double[] {2, 2}, STAIRS)).isZero();
    assertThat(hypervolume.subset(STAIRS, 2)[0]).isEqualTo(1);
  }

  @Test
  void rowsBeyondTheReferenceCountNothing() {
    Hypervolume hypervolume = new Hypervolume(4, 4);
    assertThat(hypervolume.of(new double[][] {{4, 0}, {0, 5}, {Double.NaN, 0}})).isZero();
    assertThat(hypervolume.of(new double[0][])).isZero();
  }

  @Test
  void anInfinitelyGoodLossIsWorthInfinitelyMuchUnlessAnotherCoversIt() {
    Hypervolume hypervolume = new Hypervolume(4, 4);
    double[] endless = {Double.NEGATIVE_INFINITY, 2};
    double[] better = {Double.NEGATIVE_INFINITY, 1};
    assertThat(hypervolume.of(new double[][] {endless})).isInfinite();
    assertThat(hypervolume.contributions(new double[][] {endless, better, {1, 3}}))
        .containsExactly(0, Double.POSITIVE_INFINITY, 0);
  }

  @Test
  void repeatedRowsAreChosenLast() {
    double[][] losses = {{2, 2}, {2, 2}, {1, 3}, {2, 2}};
    assertThat(new Hypervolume(4, 4).subset(losses, 4)).containsExactly(0, 2, 1, 3);
  }

  @Test
  void theReferenceIsChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Hypervolume(1, Double.NaN))
        .withMessageContaining("[1.0, NaN]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Hypervolume(1, 2).of(new double[][] {{1}}))
        .withMessageContaining("expected 2 losses");
  }

  @Test
  void theReferenceThatNobodyGaveLiesALittleBeyondTheWorst() {
    double[][] losses = {{1, -10, 0, Double.NaN}, {2, -20, 0, Double.POSITIVE_INFINITY}};
    assertThat(ReferencePoint.beyond(losses)).containsExactly(2.2, -9, 1e-12, 1e-12);
  }
}
