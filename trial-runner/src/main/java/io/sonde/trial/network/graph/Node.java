package io.sonde.trial.network.graph;

import io.sonde.trial.data.Shape;
import java.util.List;
import java.util.Optional;

/**
 * A node of a network: an input, or an operation on nodes before it.
 *
 * @param name unique in its network, such as {@code 0_conv}; Deeplearning4j's layer has it too
 * @param operation empty for an input
 * @param inputs the names of the nodes it takes, in the operation's order
 * @param shape of what it gives for one example
 * @param parameters how many numbers it learns
 * @param multiplications with an addition, for one example on its way forward
 */
public record Node(
    String name,
    Optional<Operation> operation,
    List<String> inputs,
    Shape shape,
    long parameters,
    long multiplications) {
  public Node {
    inputs = List.copyOf(inputs);
  }
}
