package io.sonde.trial.network.graph;

import io.sonde.search.spec.schema.Schema;

/**
 * A square window that slides over an image.
 *
 * @param kernel its side, at least 1
 * @param stride how far it moves, at least 1
 * @param padding what happens at the border
 */
public record Window(int kernel, int stride, Padding padding) {
  /** What a side or a stride may be. */
  public static final Schema SIDE = Schema.whole(1, 1024);

  /** The words for the border. */
  public static final Schema PADDING = Schema.word("same", "valid");

  /** What happens at the border. */
  public enum Padding {
    /** Zeros around the image, so that a stride of 1 keeps its size. */
    SAME,
    /** The window stays inside the image. */
    VALID
  }

  /** How many places the window takes along a side of this length. */
  public int slide(int length) {
    if (padding == Padding.SAME) {
      int places = (length + stride - 1) / stride;
      if ((places - 1) * stride + kernel < length) {
        throw new InfeasibleException(
            "a window of side %d with stride %d leaves out the border of an image of side %d; use"
                    .formatted(kernel, stride, length)
                + " padding valid, or a stride of at most the window's side");
      }
      return places;
    }
    if (kernel > length) {
      throw new InfeasibleException(
          "a window of side %d does not fit an image of side %d; use padding same, smaller windows"
                  .formatted(kernel, length)
              + " or fewer layers that shrink the image");
    }
    return (length - kernel) / stride + 1;
  }
}
