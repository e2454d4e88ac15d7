package io.sonde.trial.network.prune;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.graph.ChannelFlow;
import io.sonde.trial.network.graph.NetworkGraph;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * What is left of a network's channels, node by node.
 *
 * @param byNode the indices of the channels of each node's result that stay, rising
 */
public record KeptChannels(Map<String, int[]> byNode) {
  public KeptChannels {
    byNode = Map.copyOf(byNode);
  }

  /** All channels but those of some groups. */
  public static KeptChannels without(
      NetworkGraph graph, ChannelGroups groups, Set<Integer> removed) {
    Map<String, int[]> kept = new HashMap<>();
    for (Node node : graph.nodes()) {
      int[] own = groups.of(node.name());
      kept.put(
          node.name(),
          IntStream.range(0, own.length).filter(i -> !removed.contains(own[i])).toArray());
    }
    return new KeptChannels(kept);
  }

  /** The indices of a node's channels that stay. */
  public int[] of(String node) {
    return Objects.requireNonNull(byNode.get(node), node).clone();
  }

  /** The network with these channels alone. */
  public NetworkGraph graph(NetworkGraph graph) {
    return narrowed(graph, node -> of(node.name()).length);
  }

  /**
   * A network in which what makes channels makes fewer.
   *
   * @param channels how many a node makes
   */
  public static NetworkGraph narrowed(NetworkGraph graph, ToIntFunction<Node> channels) {
    Map<String, Node> nodes = new HashMap<>();
    List<Node> narrowed = new ArrayList<>();
    for (Node node : graph.nodes()) {
      boolean last = node.equals(graph.output());
      Node narrow =
          node.operation().isEmpty()
              ? node
              : node(node, operation(node, last, channels), shapes(node, nodes));
      nodes.put(node.name(), narrow);
      narrowed.add(narrow);
    }
    return new NetworkGraph(graph.task(), narrowed);
  }

  private static Operation operation(Node node, boolean last, ToIntFunction<Node> channels) {
    Operation operation = node.operation().orElseThrow();
    return operation.channels() == ChannelFlow.MADE && !last
        ? operation.narrowed(channels.applyAsInt(node))
        : operation;
  }

  private static List<Shape> shapes(Node node, Map<String, Node> nodes) {
    return node.inputs().stream().map(in -> Objects.requireNonNull(nodes.get(in)).shape()).toList();
  }

  private static Node node(Node node, Operation operation, List<Shape> in) {
    return new Node(
        node.name(),
        Optional.of(operation),
        node.inputs(),
        operation.out(in),
        operation.parameters(in),
        operation.multiplications(in));
  }
}
