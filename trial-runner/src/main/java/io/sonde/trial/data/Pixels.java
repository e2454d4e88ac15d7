package io.sonde.trial.data;

/**
 * An image.
 *
 * @param height in pixels
 * @param width in pixels
 * @param channels numbers per pixel
 * @param values row by row, channels last
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Pixels(int height, int width, int channels, float[] values) {

  /**
   * The image brought to another size, its sides stretched where they must be. A new pixel is the
   * mean of the old ones that it covers, weighted by a triangle of twice the width of what it
   * covers (bilinear; where the image shrinks it widens with the factor, so that nothing is left
   * out).
   */
  Pixels resized(int newHeight, int newWidth) {
    if (newHeight == height && newWidth == width) {
      return this;
    }
    float[] wide = new float[height * newWidth * channels];
    for (int x = 0; x < newWidth; x++) {
      Window window = Window.of(x, width, newWidth);
      for (int y = 0; y < height; y++) {
        for (int c = 0; c < channels; c++) {
          wide[(y * newWidth + x) * channels + c] =
              window.mean(values, y * width * channels + c, channels);
        }
      }
    }
    float[] result = new float[newHeight * newWidth * channels];
    int row = newWidth * channels;
    for (int y = 0; y < newHeight; y++) {
      Window window = Window.of(y, height, newHeight);
      for (int i = 0; i < row; i++) {
        result[y * row + i] = window.mean(wide, i, row);
      }
    }
    return new Pixels(newHeight, newWidth, channels, result);
  }

  /**
   * The old pixels of a line that a new one is made of.
   *
   * @param first the first of them
   * @param weights of it and of those after it, whose sum is 1
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Window(int first, double[] weights) {

    static Window of(int pixel, int from, int to) {
      double scale = (double) from / to;
      double support = Math.max(1, scale);
      double centre = (pixel + 0.5) * scale;
      int first = Math.max(0, (int) Math.floor(centre - support));
      int end = Math.min(from, (int) Math.ceil(centre + support));
      double[] weights = new double[end - first];
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        weights[i] = Math.max(0, 1 - Math.abs(first + i + 0.5 - centre) / support);
        sum += weights[i];
      }
      for (int i = 0; i < weights.length; i++) {
        weights[i] /= sum;
      }
      return new Window(first, weights);
    }

    float mean(float[] values, int start, int stride) {
      double mean = 0;
      for (int i = 0; i < weights.length; i++) {
        mean += weights[i] * values[start + (first + i) * stride];
      }
      return (float) mean;
    }
  }
}
