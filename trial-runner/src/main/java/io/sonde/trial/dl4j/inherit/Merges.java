package io.sonde.trial.dl4j.inherit;

import io.sonde.trial.dl4j.inherit.State.Choice;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.op.MergeOp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What a sum or a concatenation of a child can be to its parent: one of the parent's that gained
 * inputs, or a new one around a node of the parent. What a sum gained must begin with 0; what a
 * concatenation gained is given no weight by whoever takes it.
 */
final class Merges {
  private final ParentGraph parent;
  private final ChildGraph child;

  Merges(ParentGraph parent, ChildGraph child) {
    this.parent = parent;
    this.child = child;
  }

  List<Choice> of(Node node, MergeOp merge, List<Optional<Carried>> in, State state) {
    List<Choice> choices = new ArrayList<>();
    for (Node place : parent.doing(merge)) {
      if (state.free(place)) {
        assignment(parent.inputs(place), in)
            .flatMap(assigned -> merged(node, merge, in, assigned, state, Optional.of(place)))
            .ifPresent(choices::add);
      }
    }
    for (int i = 0; i < in.size(); i++) {
      List<Integer> only = new ArrayList<>(Collections.nCopies(in.size(), ChannelMap.NONE));
      only.set(i, 0);
      if (in.get(i).filter(Carried::alike).isPresent()) {
        merged(node, merge, in, only, state, Optional.empty()).ifPresent(choices::add);
      }
    }
    return choices;
  }

  /** For each input of the child's merge the parent's input that it brings; empty for no way. */
  private static Optional<List<Integer>> assignment(List<Node> wanted, List<Optional<Carried>> in) {
    List<Integer> assigned = new ArrayList<>(Collections.nCopies(in.size(), ChannelMap.NONE));
    for (int w = 0; w < wanted.size(); w++) {
      Node node = wanted.get(w);
      OptionalInt found =
          IntStream.range(0, in.size())
              .filter(i -> assigned.get(i) == ChannelMap.NONE)
              .filter(i -> in.get(i).filter(c -> c.alike() && c.parent().equals(node)).isPresent())
              .findFirst();
      if (found.isEmpty()) {
        return Optional.empty();
      }
      assigned.set(found.getAsInt(), w);
    }
    return Optional.of(assigned);
  }

  /**
   * The choice in which some inputs bring what the parent's merge takes, and the others are new.
   *
   * @param place the parent's merge; empty where the child's is new and has one known input
   */
  private Optional<Choice> merged(
      Node node,
      MergeOp merge,
      List<Optional<Carried>> in,
      List<Integer> assigned,
      State state,
      Optional<Node> place) {
    Map<String, Step> steps = new HashMap<>();
    ChannelMap map;
    if (merge.kind() == MergeOp.Kind.ADD) {
      List<ChannelMap> maps = new ArrayList<>();
      for (int i = 0; i < in.size(); i++) {
        Optional<Map<String, Step>> silent = child.silence(node.inputs().get(i), state);
        if (assigned.get(i) != ChannelMap.NONE) {
          maps.add(in.get(i).orElseThrow().map());
        } else if (silent.isPresent()) {
          steps.putAll(silent.get());
        } else {
          return Optional.empty();
        }
      }
      map = maps.get(0);
      if (!maps.stream().allMatch(map::equals)) {
        return Optional.empty();
      }
    } else {
      map = sideBySide(node, in, assigned, place);
    }
    Node known = place.orElseGet(() -> in.get(assigned.indexOf(0)).orElseThrow().parent());
    return Optional.of(
        new Choice(Optional.of(new Carried(known, node.shape(), map)), steps, place));
  }

  private ChannelMap sideBySide(
      Node node, List<Optional<Carried>> in, List<Integer> assigned, Optional<Node> place) {
    List<Integer> sources = new ArrayList<>();
    for (int i = 0; i < in.size(); i++) {
      int first = place.isPresent() ? offset(place.get(), assigned.get(i)) : 0;
      int width = Carried.channels(child.node(node.inputs().get(i)).shape());
      for (int channel = 0; channel < width; channel++) {
        int source =
            assigned.get(i) == ChannelMap.NONE
                ? ChannelMap.NONE
                : in.get(i).orElseThrow().map().source(channel);
        sources.add(source == ChannelMap.NONE ? source : first + source);
      }
    }
    return new ChannelMap(sources);
  }

  /** Where a parent's input begins among the channels of its concatenation. */
  private int offset(Node place, int input) {
    return parent.inputs(place).stream()
        .limit(Math.max(0, input))
        .mapToInt(node -> Carried.channels(node.shape()))
        .sum();
  }
}
