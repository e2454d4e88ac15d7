package io.sonde.trial.dl4j;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.Augmentation;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Changes images at random. What would come from beyond an edge takes the value of the nearest
 * pixel; turned and zoomed images are interpolated between four pixels. Thread-safe.
 */
final class Augmenter {
  private final Augmentation wanted;
  private final int height;
  private final int width;
  private final int channels;

  /** For images of a shape, whose rows hold the channels of a pixel side by side. */
  Augmenter(Augmentation wanted, Shape shape) {
    this.wanted = wanted;
    this.height = shape.height();
    this.width = shape.width();
    this.channels = shape.channels();
  }

  /** A changed copy. The same random numbers change it in the same way. */
  float[] apply(float[] image, RandomGenerator random) {
    boolean mirrored = wanted.flip() && random.nextBoolean();
    int down = whole(random, wanted.shift());
    int across = whole(random, wanted.shift());
    double angle = Math.toRadians(real(random, wanted.rotate()));
    double size = 1 + real(random, wanted.zoom());
    float[] changed =
        angle == 0 && size == 1
            ? moved(image, down, across, mirrored)
            : turned(image, down, across, mirrored, angle, size);
    if (wanted.noise() > 0) {
      for (int i = 0; i < changed.length; i++) {
        changed[i] += (float) (wanted.noise() * random.nextGaussian());
      }
    }
    if (wanted.cutout() > 0) {
      cut(changed, random.nextInt(height), random.nextInt(width));
    }
    return changed;
  }

  private static int whole(RandomGenerator random, int most) {
    return most == 0 ? 0 : random.nextInt(-most, most + 1);
  }

  private static double real(RandomGenerator random, double most) {
    return most == 0 ? 0 : most * (2 * random.nextDouble() - 1);
  }

  private float[] moved(float[] image, int down, int across, boolean mirrored) {
    if (down == 0 && across == 0 && !mirrored) {
      return image.clone();
    }
    float[] result = new float[image.length];
    for (int y = 0; y < height; y++) {
      int line = within(y - down, height) * width;
      for (int x = 0; x < width; x++) {
        int column = within(x - across, width);
        int from = (line + (mirrored ? width - 1 - column : column)) * channels;
        System.arraycopy(image, from, result, (y * width + x) * channels, channels);
      }
    }
    return result;
  }

  /** Asks for each pixel where it came from: back from the move, the turn about the middle, … */
  private float[] turned(
      float[] image, int down, int across, boolean mirrored, double angle, double size) {
    float[] result = new float[image.length];
    double cosine = Math.cos(angle) / size;
    double sine = Math.sin(angle) / size;
    double middleY = (height - 1) / 2.0;
    double middleX = (width - 1) / 2.0;
    for (int y = 0; y < height; y++) {
      double dy = y - down - middleY;
      for (int x = 0; x < width; x++) {
        double dx = x - across - middleX;
        double column = middleX + cosine * dx + sine * dy;
        interpolate(
            image,
            middleY + cosine * dy - sine * dx,
            mirrored ? width - 1 - column : column,
            result,
            (y * width + x) * channels);
      }
    }
    return result;
  }

  private void interpolate(float[] image, double y, double x, float[] result, int to) {
    int top = (int) Math.floor(y);
    int left = (int) Math.floor(x);
    float low = (float) (y - top);
    float right = (float) (x - left);
    int above = within(top, height) * width;
    int below = within(top + 1, height) * width;
    int before = within(left, width);
    int after = within(left + 1, width);
    for (int c = 0; c < channels; c++) {
      float upper = mix(at(image, above + before, c), at(image, above + after, c), right);
      float lower = mix(at(image, below + before, c), at(image, below + after, c), right);
      result[to + c] = mix(upper, lower, low);
    }
  }

  private float at(float[] image, int pixel, int channel) {
    return image[pixel * channels + channel];
  }

  private static float mix(float first, float second, float share) {
    return first + share * (second - first);
  }

  private static int within(int index, int size) {
    return Math.max(0, Math.min(size - 1, index));
  }

  /** A square about a pixel, of which a part may lie outside. */
  private void cut(float[] image, int middleY, int middleX) {
    int top = middleY - wanted.cutout() / 2;
    int left = middleX - wanted.cutout() / 2;
    int from = Math.max(0, left) * channels;
    int to = Math.min(width, left + wanted.cutout()) * channels;
    for (int y = Math.max(0, top); y < Math.min(height, top + wanted.cutout()); y++) {
      int line = y * width * channels;
      Arrays.fill(image, line + from, line + to, 0);
    }
  }
}
