package io.sonde.trial.dl4j.inherit;

import io.sonde.trial.network.graph.NetworkGraph;
import io.sonde.trial.network.graph.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks for a way in which a child's network can do what its parent's does: which of its nodes take
 * the place of which of the parent's, which pass on what they take, and which begin with nothing. A
 * search in depth, in the order of the child's nodes, that prefers what changes least.
 */
final class Alignment {
  /** Networks for which this does not suffice are rare; they start afresh. */
  private static final int MOST_TRIED = 20_000;

  private final List<Node> nodes;
  private final Choices choices;
  private final Map<String, Integer> lastUse = new TreeMap<>();
  private final Set<DeadEnd> deadEnds = new HashSet<>();
  private int tried;
  private int farthest;

  /** From where no way leads on, whatever stands before. */
  private record DeadEnd(int node, List<Optional<Carried>> open, Set<String> used) {}

  Alignment(NetworkGraph parent, NetworkGraph child) {
    this.nodes = child.operations();
    this.choices = new Choices(parent, child);
    for (int i = 0; i < nodes.size(); i++) {
      for (String input : nodes.get(i).inputs()) {
        lastUse.put(input, i);
      }
    }
  }

  /** Where each of the child's nodes has its weights from; empty when there is no such way. */
  Optional<Map<String, Step>> find() {
    return search(0, choices.start()).map(State::steps);
  }

  /** The node that no way was found beyond. */
  Node obstacle() {
    return nodes.get(farthest);
  }

  private Optional<State> search(int place, State state) {
    if (place == nodes.size()) {
      return Optional.of(state);
    }
    farthest = Math.max(farthest, place);
    DeadEnd here = new DeadEnd(place, open(place, state), state.used());
    if (deadEnds.contains(here) || tried++ > MOST_TRIED) {
      return Optional.empty();
    }
    Node node = nodes.get(place);
    for (State.Choice choice : choices.of(node, state)) {
      Optional<State> found = search(place + 1, state.with(node, choice));
      if (found.isPresent()) {
        return found;
      }
    }
    deadEnds.add(here);
    return Optional.empty();
  }

  /** What is given to the nodes from a place on. */
  private List<Optional<Carried>> open(int place, State state) {
    List<Optional<Carried>> open = new ArrayList<>();
    for (Map.Entry<String, Integer> use : lastUse.entrySet()) {
      if (use.getValue() >= place) {
        open.add(state.of(use.getKey()));
      }
    }
    return open;
  }
}
