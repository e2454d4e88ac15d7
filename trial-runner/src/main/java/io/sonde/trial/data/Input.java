package io.sonde.trial.data;

/**
 * What goes into a network at one of its inputs, for all examples. The arrays are shared, not
 * copied: nobody writes to them.
 *
 * @param name by which a network with several inputs names it; {@code input} where there is one
 * @param shape of each example; an image's numbers stand row by row, channels last, a sequence's
 *     step by step. Words and things are their indices, and word 0 stands for no word
 * @param rows {@code shape.size()} numbers per example
 * @param encoding how what stood in the file became these numbers
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; boxing a data set would be absurd
public record Input(String name, Shape shape, float[][] rows, Encoding encoding) {
  /** The name of an input that is the only one. */
  public static final String ONLY = "input";

  /** Numbers as they stand in the file. */
  public Input(String name, Shape shape, float[][] rows) {
    this(name, shape, rows, Encoding.PLAIN);
  }

  /** The only input of a network. */
  public static Input only(Shape shape, float[][] rows) {
    return new Input(ONLY, shape, rows);
  }

  /** The examples at these indices, in their order. */
  Input at(int[] indices) {
    float[][] chosen = new float[indices.length][];
    for (int i = 0; i < indices.length; i++) {
      chosen[i] = rows[indices[i]];
    }
    return new Input(name, shape, chosen, encoding);
  }
}
