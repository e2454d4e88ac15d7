package io.sonde.trial.data;

import java.util.List;

/**
 * Labelled examples in memory. The arrays are shared, not copied: nobody writes to them.
 *
 * @param shape the shape of each example; an image's numbers stand row by row, channels last
 * @param features one array of {@code shape.size()} numbers per example
 * @param labels the class of each example, an index into {@code classes}
 * @param classes the names of the classes, at least two
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; boxing a data set would be absurd
public record Examples(Shape shape, float[][] features, int[] labels, List<String> classes) {
  public Examples {
    classes = List.copyOf(classes);
    if (features.length != labels.length) {
      throw new IllegalArgumentException(
          features.length + " examples but " + labels.length + " labels");
    }
  }

  /** How many examples there are. */
  public int size() {
    return labels.length;
  }

  /** The examples at these indices, in their order. */
  public Examples at(int[] indices) {
    float[][] rows = new float[indices.length][];
    int[] classesOfRows = new int[indices.length];
    for (int i = 0; i < indices.length; i++) {
      rows[i] = features[indices[i]];
      classesOfRows[i] = labels[indices[i]];
    }
    return new Examples(shape, rows, classesOfRows, classes);
  }
}
