package io.sonde.trial.network.graph;

import io.sonde.trial.data.Task;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A network whose shapes fit.
 *
 * @param task what it is to tell
 * @param nodes each after those it takes; the inputs first, the output last
 */
public record NetworkGraph(Task task, List<Node> nodes) {
  /** A number takes four bytes. */
  private static final int BYTES = 4;

  public NetworkGraph {
    nodes = List.copyOf(nodes);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("a network has an input and an output, got no node");
    }
  }

  /** Its inputs, in the order in which examples hold them. */
  public List<Node> inputs() {
    return nodes.stream().filter(node -> node.operation().isEmpty()).toList();
  }

  /** What it does, in the order in which it is done. */
  public List<Node> operations() {
    return nodes.stream().filter(node -> node.operation().isPresent()).toList();
  }

  /** The last node. */
  public Node output() {
    return nodes.get(nodes.size() - 1);
  }

  /** The nodes by their names. */
  public Map<String, Node> byName() {
    Map<String, Node> byName = new HashMap<>();
    nodes.forEach(node -> byName.put(node.name(), node));
    return byName;
  }

  /** The input from which a node comes; the first where it comes from several. */
  public Node source(Node node) {
    Map<String, Node> byName = byName();
    Node source = node;
    while (!source.inputs().isEmpty()) {
      source = Objects.requireNonNull(byName.get(source.inputs().get(0)));
    }
    return source;
  }

  /** How many numbers it learns, running statistics of batch normalisation included. */
  public long parameters() {
    return nodes.stream().mapToLong(Node::parameters).sum();
  }

  /** Floating-point operations of one prediction: two for each multiplication with an addition. */
  public long flops() {
    return 2 * nodes.stream().mapToLong(Node::multiplications).sum();
  }

  /** How many bytes its parameters take as 32-bit numbers. */
  public long bytes() {
    return BYTES * parameters();
  }

  /** Its sizes by the names of their metrics: parameters, operations and bytes. */
  public Map<String, Double> sizes() {
    Map<String, Double> sizes = new LinkedHashMap<>();
    sizes.put("parameters", (double) parameters());
    sizes.put("flops", (double) flops());
    sizes.put("model_bytes", (double) bytes());
    return sizes;
  }
}
