package io.sonde.trial.data;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The shape of one example: {@code [n]} for flat features, {@code [height, width, channels]} for an
 * image.
 *
 * @param sizes one or three sizes, each at least 1
 */
public record Shape(List<Integer> sizes) {
  public Shape {
    sizes = List.copyOf(sizes);
    if ((sizes.size() != 1 && sizes.size() != 3) || sizes.stream().anyMatch(s -> s < 1)) {
      throw new IllegalArgumentException(
          "expected [features] or [height, width, channels], each at least 1, got " + sizes);
    }
  }

  /** Flat features. */
  public static Shape flat(int features) {
    return new Shape(List.of(features));
  }

  /** An image. */
  public static Shape image(int height, int width, int channels) {
    return new Shape(List.of(height, width, channels));
  }

  /** Whether this is an image. */
  public boolean isImage() {
    return sizes.size() == 3;
  }

  /** How many numbers one example has. Throws {@link ArithmeticException} beyond an int. */
  public int size() {
    return sizes.stream().reduce(1, Math::multiplyExact);
  }

  /** The height of an image. */
  public int height() {
    return imageSize(0);
  }

  /** The width of an image. */
  public int width() {
    return imageSize(1);
  }

  /** The number of channels of an image. */
  public int channels() {
    return imageSize(2);
  }

  private int imageSize(int index) {
    if (!isImage()) {
      throw new IllegalStateException("flat features " + this + " have no sides");
    }
    return sizes.get(index);
  }

  /** The sizes with crosses between them, such as {@code 28×28×1}. */
  @Override
  public String toString() {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining("×"));
  }
}
