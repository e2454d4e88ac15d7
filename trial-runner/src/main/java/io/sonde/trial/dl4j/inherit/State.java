package io.sonde.trial.dl4j.inherit;

import io.sonde.trial.network.graph.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How far an alignment has come.
 *
 * @param carried what nodes of the child give of the parent; a node that is not there is new
 * @param steps where the weights of the child's nodes come from
 * @param used the parent's nodes whose place in the child is taken
 */
record State(Map<String, Carried> carried, Map<String, Step> steps, Set<String> used) {
  static final State START = new State(Map.of(), Map.of(), Set.of());

  State {
    carried = Map.copyOf(carried);
    steps = Map.copyOf(steps);
    used = Set.copyOf(used);
  }

  Optional<Carried> of(String node) {
    return Optional.ofNullable(carried.get(node));
  }

  boolean free(Node parent) {
    return !used.contains(parent.name());
  }

  /**
   * What can be said of one more node.
   *
   * @param carried what it gives of the parent; empty for a new node
   * @param steps of this node, and of nodes before it that have to change for it
   * @param taken the parent's node in whose place it is
   */
  record Choice(Optional<Carried> carried, Map<String, Step> steps, Optional<Node> taken) {}

  State with(Node child, Choice choice) {
    Map<String, Carried> nextCarried = new HashMap<>(carried);
    choice.carried().ifPresent(value -> nextCarried.put(child.name(), value));
    Map<String, Step> nextSteps = new HashMap<>(steps);
    nextSteps.putAll(choice.steps());
    Set<String> nextUsed = new HashSet<>(used);
    choice.taken().ifPresent(node -> nextUsed.add(node.name()));
    return new State(nextCarried, nextSteps, nextUsed);
  }
}
