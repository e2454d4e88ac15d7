package io.sonde.trial.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What must be known of a data set before anything learns from it.
 *
 * @param inputs the shape of one example at each input, by the input's name, in their order
 * @param task what is to be told of an example
 */
public record DataFacts(Map<String, Shape> inputs, Task task) {
  public DataFacts {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
  }

  /** The facts of data with one input. */
  public static DataFacts of(Shape shape, Task task) {
    return new DataFacts(Map.of(Input.ONLY, shape), task);
  }

  /**
   * Reads the files whole, so that every problem in them is found now.
   *
   * @throws DataException naming the file and what is wrong with it
   */
  public static DataFacts of(DataSpec spec) {
    return of(Parts.of(spec, spec.source().check(), 0).training());
  }

  /** The facts of examples. */
  public static DataFacts of(Examples examples) {
    Map<String, Shape> inputs = new LinkedHashMap<>();
    examples.inputs().forEach(input -> inputs.put(input.name(), input.shape()));
    return new DataFacts(inputs, examples.targets().task());
  }
}
