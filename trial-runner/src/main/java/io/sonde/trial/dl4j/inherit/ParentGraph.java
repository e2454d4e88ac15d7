package io.sonde.trial.dl4j.inherit;

import io.sonde.trial.network.graph.ActivationFunction;
import io.sonde.trial.network.graph.NetworkGraph;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Operation;
import io.sonde.trial.network.graph.op.ActivationOp;
import io.sonde.trial.network.graph.op.ConvolutionOp;
import io.sonde.trial.network.graph.op.DenseOp;
import io.sonde.trial.network.graph.op.DropoutOp;
import io.sonde.trial.network.graph.op.MergeOp;
import io.sonde.trial.network.graph.op.PoolOp;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The parent's network as it predicts: a dropout is nothing there, so nodes are taken as what they
 * pass on. Immutable.
 */
final class ParentGraph {
  private static final Set<ActivationFunction> NEVER_NEGATIVE =
      EnumSet.of(
          ActivationFunction.RELU,
          ActivationFunction.SIGMOID,
          ActivationFunction.HARD_SIGMOID,
          ActivationFunction.SOFTPLUS);
  private static final Set<ActivationFunction> WITHIN_ONE =
      EnumSet.of(
          ActivationFunction.SIGMOID,
          ActivationFunction.HARD_SIGMOID,
          ActivationFunction.TANH,
          ActivationFunction.HARD_TANH,
          ActivationFunction.SOFTSIGN);
  private static final Set<ActivationFunction> IDENTITY_ABOVE_ZERO =
      EnumSet.of(ActivationFunction.RELU, ActivationFunction.LEAKY_RELU, ActivationFunction.ELU);

  private final NetworkGraph graph;
  private final Map<String, Node> byName;

  ParentGraph(NetworkGraph graph) {
    this.graph = graph;
    this.byName = graph.byName();
  }

  Node node(String name) {
    return Objects.requireNonNull(byName.get(name), name);
  }

  /** Whether an operation changes nothing when predicting. */
  static boolean passesOn(Operation operation) {
    return operation instanceof DropoutOp
        || (operation instanceof ActivationOp activation
            && activation.function() == ActivationFunction.IDENTITY);
  }

  /** The node whose value a node gives. */
  Node source(String name) {
    Node node = node(name);
    while (node.operation().isPresent() && passesOn(node.operation().get())) {
      node = node(node.inputs().get(0));
    }
    return node;
  }

  /** What a node takes. */
  List<Node> inputs(Node node) {
    return node.inputs().stream().map(this::source).toList();
  }

  /** The nodes of a kind that take this one and no other. */
  <T extends Operation> List<Node> takers(Node taken, Class<T> kind) {
    List<Node> takers = new ArrayList<>();
    for (Node node : graph.operations()) {
      if (kind.isInstance(node.operation().orElseThrow()) && inputs(node).equals(List.of(taken))) {
        takers.add(node);
      }
    }
    return takers;
  }

  /** The nodes that do this. */
  List<Node> doing(Operation operation) {
    return graph.operations().stream()
        .filter(node -> node.operation().orElseThrow().equals(operation))
        .toList();
  }

  /** Whether a function gives what it takes, of all that a node can give. */
  boolean harmless(ActivationFunction function, Node node) {
    return function == ActivationFunction.IDENTITY
        || (IDENTITY_ABOVE_ZERO.contains(function) && within(node, NEVER_NEGATIVE))
        || (function == ActivationFunction.HARD_TANH && within(node, WITHIN_ONE));
  }

  /** Whether all that a node gives comes out of one of these functions, unchanged or pooled. */
  private boolean within(Node node, Set<ActivationFunction> functions) {
    Optional<Operation> operation = node.operation();
    if (operation.isEmpty()) {
      return false;
    } else if (operation.get() instanceof DenseOp dense) {
      return functions.contains(dense.activation());
    } else if (operation.get() instanceof ConvolutionOp convolution) {
      return functions.contains(convolution.activation());
    } else if (operation.get() instanceof ActivationOp activation) {
      return functions.contains(activation.function());
    }
    boolean sum = operation.get() instanceof MergeOp merge && merge.kind() == MergeOp.Kind.ADD;
    boolean passed = operation.get() instanceof PoolOp || operation.get() instanceof MergeOp;
    return passed
        && !(sum && functions.equals(WITHIN_ONE))
        && inputs(node).stream().allMatch(input -> within(input, functions));
  }
}
