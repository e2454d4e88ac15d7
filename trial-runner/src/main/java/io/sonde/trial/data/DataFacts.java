package io.sonde.trial.data;

import java.util.List;

/**
 * What must be known of a data set before anything learns from it.
 *
 * @param shape of one example
 * @param classes the names of the classes
 */
public record DataFacts(Shape shape, List<String> classes) {
  public DataFacts {
    classes = List.copyOf(classes);
  }

  /**
   * Reads the files whole, so that every problem in them is found now.
   *
   * @throws DataException naming the file and what is wrong with it
   */
  public static DataFacts of(DataSpec spec) {
    Examples training = Parts.of(spec, 0).training();
    return new DataFacts(training.shape(), training.classes());
  }
}
