package io.sonde.trial.network.graph;

import io.sonde.trial.data.DataFacts;
import io.sonde.trial.data.Shape;
import io.sonde.trial.data.Task;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A network while it is laid out. It infers shapes as operations are added, and knows where in the
 * spec it is, for names and for messages. Belongs to one thread.
 */
public final class Sketch {
  private static final long MOST_NUMBERS = 1 << 28;

  private final Task task;
  private final Map<String, Node> inputs = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final Deque<Place> places = new ArrayDeque<>();

  /** Where the sketch is: a part of a path in the spec, and what it adds to names. */
  private record Place(String path, String name) {}

  /** Begins with the inputs that the data have. */
  public Sketch(DataFacts data) {
    this.task = data.task();
    data.inputs()
        .forEach(
            (name, shape) -> {
              Node input = new Node(name, Optional.empty(), List.of(), shape, 0, 0);
              inputs.put(name, input);
              nodes.add(input);
              names.add(name);
            });
  }

  /** What the network is to tell. */
  public Task task() {
    return task;
  }

  /** What the data give, by name, in their order. */
  public Map<String, Node> inputs() {
    return Map.copyOf(inputs);
  }

  /** The names of the inputs in their order. */
  public List<String> inputNames() {
    return List.copyOf(inputs.keySet());
  }

  /**
   * Lays out something that stands at a place of the spec.
   *
   * @param path is added to the path so far, such as {@code [2].conv}
   * @param name is added to the names of nodes, such as {@code 2_conv}
   */
  public <T> T at(String path, String name, Supplier<T> work) {
    places.addLast(new Place(path, name));
    try {
      return work.get();
    } finally {
      places.removeLast();
    }
  }

  /**
   * Adds an operation.
   *
   * @param in what it takes
   * @throws InfeasibleException when it does not fit, naming the place
   */
  public Node add(Operation operation, Node... in) {
    List<Shape> shapes = List.of(in).stream().map(Node::shape).toList();
    try {
      Shape out = operation.out(shapes);
      long parameters = operation.parameters(shapes);
      if (out.size() > MOST_NUMBERS || parameters > Integer.MAX_VALUE) {
        throw new InfeasibleException("it is too large, with %,d parameters".formatted(parameters));
      }
      Node node =
          new Node(
              name(operation.word()),
              Optional.of(operation),
              List.of(in).stream().map(Node::name).toList(),
              out,
              parameters,
              operation.multiplications(shapes));
      nodes.add(node);
      return node;
    } catch (InfeasibleException e) {
      throw infeasible(String.valueOf(e.getMessage()));
    } catch (ArithmeticException e) {
      throw infeasible("it is larger than can be counted");
    }
  }

  /** What cannot be built at this place. */
  public InfeasibleException infeasible(String problem) {
    return new InfeasibleException(where() + problem);
  }

  private String where() {
    StringBuilder path = new StringBuilder();
    places.forEach(place -> path.append(place.path()));
    return path.isEmpty() ? "" : path + ": ";
  }

  private String name(String word) {
    StringBuilder name = new StringBuilder();
    for (Place place : places) {
      name.append(name.isEmpty() || place.name().isEmpty() ? "" : "_").append(place.name());
    }
    boolean said = name.toString().equals(word) || name.toString().endsWith("_" + word);
    String wanted = name.isEmpty() ? word : said ? name.toString() : name + "_" + word;
    String unique = wanted;
    for (int i = 2; !names.add(unique); i++) {
      unique = wanted + "_" + i;
    }
    return unique;
  }

  /** The network that ends with a node: what does not lead to it is left out. */
  public NetworkGraph graph(Node output) {
    Map<String, Node> byName = new HashMap<>();
    nodes.forEach(node -> byName.put(node.name(), node));
    Set<String> needed = new HashSet<>(inputs.keySet());
    Deque<Node> open = new ArrayDeque<>(List.of(output));
    while (!open.isEmpty()) {
      Node node = open.remove();
      if (needed.add(node.name())) {
        node.inputs().forEach(name -> open.add(Objects.requireNonNull(byName.get(name))));
      }
    }
    List<Node> kept = nodes.stream().filter(node -> needed.contains(node.name())).toList();
    return new NetworkGraph(task, kept);
  }
}
