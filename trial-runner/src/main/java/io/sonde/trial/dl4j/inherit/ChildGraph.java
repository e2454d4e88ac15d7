package io.sonde.trial.dl4j.inherit;

import io.sonde.trial.network.graph.ActivationFunction;
import io.sonde.trial.network.graph.NetworkGraph;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Operation;
import io.sonde.trial.network.graph.op.ActivationOp;
import io.sonde.trial.network.graph.op.BatchNormOp;
import io.sonde.trial.network.graph.op.ConvolutionOp;
import io.sonde.trial.network.graph.op.DenseOp;
import io.sonde.trial.network.graph.op.MergeOp;
import io.sonde.trial.network.graph.op.PoolOp;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The child's network: where something new can stand in it, and how it can begin with nothing. */
final class ChildGraph {
  /** The functions that do not give 0 for 0. */
  private static final Set<ActivationFunction> ABOVE_ZERO =
      EnumSet.of(
          ActivationFunction.SIGMOID, ActivationFunction.HARD_SIGMOID, ActivationFunction.SOFTPLUS);

  private final NetworkGraph graph;
  private final Map<String, Node> byName;
  private final Set<String> beforeMerges = new HashSet<>();

  ChildGraph(NetworkGraph graph) {
    this.graph = graph;
    this.byName = graph.byName();
    List<Node> nodes = graph.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      boolean merged =
          nodes.stream()
              .filter(taker -> taker.inputs().contains(node.name()))
              .allMatch(taker -> isMerge(taker) || beforeMerges.contains(taker.name()));
      if (merged && node != graph.output()) {
        beforeMerges.add(node.name());
      }
    }
  }

  private static boolean isMerge(Node node) {
    return node.operation().filter(MergeOp.class::isInstance).isPresent();
  }

  Node node(String name) {
    return Objects.requireNonNull(byName.get(name), name);
  }

  List<Node> inputs() {
    return graph.inputs();
  }

  /** Whether all ways from a node meet others later, beside which it need not count. */
  boolean mayBeNew(Node node) {
    return beforeMerges.contains(node.name());
  }

  /**
   * The steps with which a new node gives 0; empty when it cannot.
   *
   * @param state in which what a node carries is told
   */
  Optional<Map<String, Step>> silence(String name, State state) {
    Map<String, Step> steps = new HashMap<>();
    return silence(name, state, false, steps) ? Optional.of(steps) : Optional.empty();
  }

  private boolean silence(String name, State state, boolean alive, Map<String, Step> steps) {
    Node node = Objects.requireNonNull(byName.get(name));
    if (node.operation().isEmpty() || state.of(name).isPresent()) {
      return false;
    }
    Operation operation = node.operation().get();
    if (operation instanceof DenseOp dense) {
      steps.put(name, new Step.Silence(alive || isRectifier(dense.activation())));
      return !ABOVE_ZERO.contains(dense.activation());
    } else if (operation instanceof ConvolutionOp convolution) {
      boolean must = alive || isRectifier(convolution.activation());
      steps.put(name, new Step.Silence(must));
      return !ABOVE_ZERO.contains(convolution.activation()) && (!must || convolution.bias());
    } else if (operation instanceof BatchNormOp) {
      steps.put(name, new Step.Silence(alive));
      return true;
    } else if (operation instanceof ActivationOp activation) {
      boolean must = alive || isRectifier(activation.function());
      return !ABOVE_ZERO.contains(activation.function())
          && silence(node.inputs().get(0), state, must, steps);
    }
    boolean passed =
        operation instanceof PoolOp
            || operation instanceof MergeOp
            || ParentGraph.passesOn(operation);
    return passed && node.inputs().stream().allMatch(i -> silence(i, state, alive, steps));
  }

  private static boolean isRectifier(ActivationFunction function) {
    return function == ActivationFunction.RELU;
  }
}
