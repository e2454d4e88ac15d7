package io.sonde.trial.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Scanner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PixelsTest {

  /** What Pillow 13 gives for {@code Image.fromarray(a, mode="F").resize((w, h), BILINEAR)}. */
  @ParameterizedTest
  @CsvSource({
    "3, 4, 28.048 90.646 94.634 81.109 99.37 152.213 118.578 148.471 101.776 146.783 150.291 80.932",
    "2, 9, 29.364 54.697 106.636 137.424 73.364 111.828 87.768 90.394 151.727"
        + " 83.909 118.576 140.03 150.677 169.909 155.909 118.172 99.364 115.727",
    "8, 3, 39.857 97.353 87.286 49.92 87.625 86.473 66.42 79.618 90.866 102.045 124.618 145.241"
        + " 131.152 156.713 147.384 153.741 175.904 97.295 113.17 154.926 97.188 79.857 137.118 101.0"
  })
  void resizesLikePillow(int height, int width, String expected) {
    float[] values = new float[5 * 7];
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 7; x++) {
        values[y * 7 + x] = (17 * y * y + 31 * x * x + 7 * x * y) % 256;
      }
    }
    float[] resized = new Pixels(5, 7, 1, values).resized(height, width).values();
    double[] numbers = new Scanner(expected).tokens().mapToDouble(Double::parseDouble).toArray();
    assertThat(resized).hasSize(numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      assertThat(resized[i]).isEqualTo((float) numbers[i], within(2e-3f));
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "9, 4", "5, 7"})
  void channelsAreResizedAlike(int height, int width) {
    float[] grey = new float[35];
    float[] coloured = new float[105];
    for (int i = 0; i < 35; i++) {
      grey[i] = (37 * i) % 101;
      coloured[3 * i + 1] = grey[i];
    }
    float[] expected = new Pixels(5, 7, 1, grey).resized(height, width).values();
    float[] resized = new Pixels(5, 7, 3, coloured).resized(height, width).values();
    for (int i = 0; i < expected.length; i++) {
      assertThat(resized[3 * i]).isZero();
      assertThat(resized[3 * i + 1]).isEqualTo(expected[i]);
    }
  }
}
