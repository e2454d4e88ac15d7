package io.sonde.trial.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sonde.trial.data.Examples;
import io.sonde.trial.data.Shape;
import io.sonde.trial.data.Targets;
import io.sonde.trial.network.Augmentation;
import io.sonde.trial.network.NetworkConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class AugmenterTest {
  private static final Shape NINE = Shape.image(3, 3, 1);
  private static final float[] IMAGE = {1, 2, 3, 4, 5, 6, 7, 8, 9};

  /** Draws the largest of everything: what is done at most is then done exactly. */
  private static final RandomGenerator MOST =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          return -1L;
        }

        @Override
        public double nextDouble() {
          return 1;
        }

        @Override
        public int nextInt(int origin, int bound) {
          return bound - 1;
        }

        @Override
        public int nextInt(int bound) {
          return bound / 2;
        }
      };

  private static float[] most(boolean flip, int shift, double rotate, double zoom, int cutout) {
    return new Augmenter(new Augmentation(flip, shift, rotate, zoom, 0, cutout), NINE)
        .apply(IMAGE, MOST);
  }

  @Test
  void mirrorsLeftToRight() {
    assertThat(most(true, 0, 0, 0, 0)).containsExactly(3, 2, 1, 6, 5, 4, 9, 8, 7);
  }

  @Test
  void movesAndFillsWithTheNearestPixel() {
    assertThat(most(false, 1, 0, 0, 0)).containsExactly(1, 1, 2, 1, 1, 2, 4, 4, 5);
  }

  @Test
  void turnsAboutTheMiddle() {
    float[] quarter = {7, 4, 1, 8, 5, 2, 9, 6, 3};
    assertThat(most(false, 0, 90, 0, 0)).containsExactly(quarter, within(1e-5f));
    assertThat(most(true, 0, 180, 0, 0))
        .containsExactly(new float[] {7, 8, 9, 4, 5, 6, 1, 2, 3}, within(1e-5f));
  }

  @Test
  void zoomsAboutTheMiddleAndInterpolates() {
    // At one and a half times the size, an edge shows what lay two thirds of a pixel out.
    float third = 2 / 3f;
    assertThat(most(false, 0, 0, 0.5, 0))
        .containsExactly(
            new float[] {
              5 - 4 * third,
              5 - 3 * third,
              5 - 2 * third,
              5 - third,
              5,
              5 + third,
              5 + 2 * third,
              5 + 3 * third,
              5 + 4 * third
            },
            within(1e-5f));
  }

  @Test
  void cutsASquare() {
    assertThat(most(false, 0, 0, 0, 2)).containsExactly(0, 0, 3, 0, 0, 6, 7, 8, 9);
    assertThat(most(false, 0, 0, 0, 9)).containsOnly(0);
  }

  @Test
  void addsNoiseOfTheSpreadThatIsAsked() {
    Shape large = Shape.image(100, 100, 2);
    float[] noisy =
        new Augmenter(new Augmentation(false, 0, 0, 0, 0.5, 0), large)
            .apply(new float[20_000], new SplittableRandom(1));
    double sum = 0;
    double squares = 0;
    for (float value : noisy) {
      sum += value;
      squares += value * value;
    }
    assertThat(sum / noisy.length).isCloseTo(0, within(0.02));
    assertThat(Math.sqrt(squares / noisy.length)).isCloseTo(0.5, within(0.01));
  }

  @Test
  void aBatchHoldsTheChangedImagesInTheNetworksOrder() {
    Shape shape = Shape.image(1, 2, 2);
    float[][] rows = new float[40][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new float[] {i, 100 + i, 200 + i, 300 + i};
    }
    Targets targets = new Targets.Classes(new int[40], List.of("a", "b"));
    var settings =
        NetworkConfiguration.read(
                Map.of(
                    "training", Map.of("augmentation", Map.of("flip", true)),
                    "network", List.of()))
            .training();
    int[] indices = {7, 3, 20, 31, 8, 9, 10, 11};
    try (Tensors tensors = new Tensors(Examples.of(shape, rows, targets))) {
      List<List<Float>> seen = new ArrayList<>();
      for (int epoch : new int[] {1, 2, 1}) {
        ExampleChanges changes = ExampleChanges.of(settings, targets.task(), 5, epoch);
        List<Float> lefts = new ArrayList<>();
        try (Batch batch = tensors.batch(indices, changes)) {
          INDArray images = batch.inputs()[0];
          for (int i = 0; i < indices.length; i++) {
            float left = images.getFloat(i, 0, 0, 0);
            boolean flipped = left != indices[i];
            assertThat(images.getFloat(i, 0, 0, 1)).isEqualTo(indices[i] + (flipped ? 0 : 200));
            assertThat(images.getFloat(i, 1, 0, 0)).isEqualTo(left + 100);
            lefts.add(left);
          }
        }
        seen.add(lefts);
      }
      assertThat(seen.get(0)).isNotEqualTo(seen.get(1)).isEqualTo(seen.get(2));
    }
  }
}
