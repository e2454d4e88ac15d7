package io.sonde.trial.data;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The shape of what goes through a network for one example.
 *
 * @param kind what the sizes mean
 * @param sizes as many as the kind has, each at least 1
 */
public record Shape(Kind kind, List<Integer> sizes) {

  /** What a shape is, and what its sizes are. */
  public enum Kind {
    /** Numbers without an order: {@code [features]}. */
    FLAT(1),
    /** Pixels: {@code [height, width, channels]}. */
    IMAGE(3),
    /** Numbers at each of several steps: {@code [steps, features]}. */
    SEQUENCE(2),
    /** One word of a vocabulary at each step, by its index: {@code [steps, vocabulary]}. */
    TOKENS(2),
    /** One thing of many, by its index: {@code [count]}. */
    CATEGORY(1);

    private final int sizes;

    Kind(int sizes) {
      this.sizes = sizes;
    }
  }

  public Shape {
    sizes = List.copyOf(sizes);
    if (sizes.size() != kind.sizes || sizes.stream().anyMatch(s -> s < 1)) {
      throw new IllegalArgumentException(
          "a shape of kind %s has %d sizes, each at least 1, got %s"
              .formatted(kind, kind.sizes, sizes));
    }
  }

  /**
   * The shape that a spec writes: {@code [features]}, {@code [steps, features]} or {@code [height,
   * width, channels]}.
   */
  public static Shape of(List<Integer> sizes) {
    return switch (sizes.size()) {
      case 1 -> new Shape(Kind.FLAT, sizes);
      case 2 -> new Shape(Kind.SEQUENCE, sizes);
      case 3 -> new Shape(Kind.IMAGE, sizes);
      default ->
          throw new IllegalArgumentException(
              "expected [features], [steps, features] or [height, width, channels], got " + sizes);
    };
  }

  /** Flat features. */
  public static Shape flat(int features) {
    return new Shape(Kind.FLAT, List.of(features));
  }

  /** An image. */
  public static Shape image(int height, int width, int channels) {
    return new Shape(Kind.IMAGE, List.of(height, width, channels));
  }

  /** Numbers at each of several steps. */
  public static Shape sequence(int steps, int features) {
    return new Shape(Kind.SEQUENCE, List.of(steps, features));
  }

  /** A text of so many steps at most, over a vocabulary. */
  public static Shape tokens(int steps, int vocabulary) {
    return new Shape(Kind.TOKENS, List.of(steps, vocabulary));
  }

  /** One of so many things. */
  public static Shape category(int count) {
    return new Shape(Kind.CATEGORY, List.of(count));
  }

  /** Whether this is an image. */
  public boolean isImage() {
    return kind == Kind.IMAGE;
  }

  /** Whether this is flat. */
  public boolean isFlat() {
    return kind == Kind.FLAT;
  }

  /** Whether this is a sequence of numbers. */
  public boolean isSequence() {
    return kind == Kind.SEQUENCE;
  }

  /** Whether the numbers of an example are measurements, which may be normalised. */
  public boolean isNumeric() {
    return kind != Kind.TOKENS && kind != Kind.CATEGORY;
  }

  /** How many numbers one example has. Throws {@link ArithmeticException} beyond an int. */
  public int size() {
    return switch (kind) {
      case FLAT, IMAGE, SEQUENCE -> sizes.stream().reduce(1, Math::multiplyExact);
      case TOKENS -> sizes.get(0);
      case CATEGORY -> 1;
    };
  }

  /** The height of an image. */
  public int height() {
    return size(Kind.IMAGE, 0);
  }

  /** The width of an image. */
  public int width() {
    return size(Kind.IMAGE, 1);
  }

  /** The number of channels of an image. */
  public int channels() {
    return size(Kind.IMAGE, 2);
  }

  /** The number of steps of a sequence or a text. */
  public int steps() {
    return kind == Kind.TOKENS ? sizes.get(0) : size(Kind.SEQUENCE, 0);
  }

  /** How many numbers a step of a sequence has. */
  public int features() {
    return size(Kind.SEQUENCE, 1);
  }

  /** How many words, or things, there are. */
  public int count() {
    return kind == Kind.TOKENS ? sizes.get(1) : size(Kind.CATEGORY, 0);
  }

  private int size(Kind wanted, int index) {
    if (kind != wanted) {
      throw new IllegalStateException("expected a shape of kind " + wanted + ", this is " + this);
    }
    return sizes.get(index);
  }

  /** The sizes with crosses between them, such as {@code 28×28×1}, or in words. */
  @Override
  public String toString() {
    return switch (kind) {
      case FLAT, IMAGE -> sizes.stream().map(String::valueOf).collect(Collectors.joining("×"));
      case SEQUENCE -> "%d steps of %d".formatted(sizes.get(0), sizes.get(1));
      case TOKENS -> "%d of %d words".formatted(sizes.get(0), sizes.get(1));
      case CATEGORY -> "one of %d".formatted(sizes.get(0));
    };
  }
}
