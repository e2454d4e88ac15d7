package io.sonde.trial.data;

import java.util.List;

/**
 * Examples in memory.
 *
 * @param inputs what goes in, at least one
 * @param targets what is to come out
 */
public record Examples(List<Input> inputs, Targets targets) {
  public Examples {
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("expected an input or more, got none");
    }
    for (Input input : inputs) {
      if (input.rows().length != targets.size()) {
        throw new IllegalArgumentException(
            "%d examples at input '%s' but %d targets"
                .formatted(input.rows().length, input.name(), targets.size()));
      }
    }
  }

  /** Examples of one input. */
  public static Examples of(Shape shape, float[][] rows, Targets targets) {
    return new Examples(List.of(Input.only(shape, rows)), targets);
  }

  /** How many examples there are. */
  public int size() {
    return targets.size();
  }

  /** The first input, which is the only one in most data sets. */
  public Input input() {
    return inputs.get(0);
  }

  /** The examples at these indices, in their order. */
  public Examples at(int[] indices) {
    return new Examples(
        inputs.stream().map(input -> input.at(indices)).toList(), targets.at(indices));
  }
}
