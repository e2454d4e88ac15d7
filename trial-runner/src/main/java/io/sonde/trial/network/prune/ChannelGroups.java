package io.sonde.trial.network.prune;

import io.sonde.trial.data.Shape;
import io.sonde.trial.network.graph.ChannelFlow;
import io.sonde.trial.network.graph.NetworkGraph;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The channels of a network, put together where one cannot go without the others: a sum ties the
 * channels at the same place of all it adds, and what keeps channels ties them to those behind it.
 * Immutable.
 */
public final class ChannelGroups {
  private final Map<String, int[]> groupsOfNodes;
  private final List<ChannelGroup> removable;

  private ChannelGroups(Map<String, int[]> groupsOfNodes, List<ChannelGroup> removable) {
    this.groupsOfNodes = groupsOfNodes;
    this.removable = List.copyOf(removable);
  }

  /** Follows the channels of a network from its inputs to its output. */
  public static ChannelGroups of(NetworkGraph graph) {
    Following following = new Following();
    graph.nodes().forEach(following::take);
    following.pin(graph.output().name());
    return following.groups();
  }

  /** How many channels a shape has: those of an image, features of a step, or flat numbers. */
  public static int width(Shape shape) {
    return switch (shape.kind()) {
      case IMAGE -> shape.channels();
      case SEQUENCE -> shape.features();
      case FLAT -> shape.size();
      case TOKENS, CATEGORY -> 1;
    };
  }

  /** What can be removed, each whole. */
  public List<ChannelGroup> removable() {
    return removable;
  }

  /** The number of the group to which each channel of a node's result belongs. */
  public int[] of(String node) {
    return Objects.requireNonNull(groupsOfNodes.get(node), node).clone();
  }

  /** Goes along a network, node by node. */
  private static final class Following {
    private final DisjointSets sets = new DisjointSets();
    private final Map<String, int[]> channels = new LinkedHashMap<>();
    private final List<Channel> made = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();

    void take(Node node) {
      List<int[]> in =
          node.inputs().stream().map(name -> Objects.requireNonNull(channels.get(name))).toList();
      int[] out =
          node.operation().isEmpty()
              ? fixed(node)
              : through(node, node.operation().orElseThrow(), in);
      channels.put(node.name(), out);
    }

    private int[] through(Node node, Operation operation, List<int[]> in) {
      // Sequences are left whole.
      boolean whole = operation.channels() == ChannelFlow.MADE && node.shape().isSequence();
      return switch (whole ? ChannelFlow.FIXED : operation.channels()) {
        case MADE -> made(node);
        case KEPT -> tied(in);
        case JOINED -> in.stream().flatMapToInt(IntStream::of).toArray();
        case FIXED -> {
          in.forEach(this::pin);
          yield fixed(node);
        }
      };
    }

    private int[] made(Node node) {
      int[] out = fresh(node);
      for (int i = 0; i < out.length; i++) {
        made.add(new Channel(node.name(), i));
        places.add(out[i]);
      }
      return out;
    }

    private int[] tied(List<int[]> in) {
      int[] first = in.get(0);
      for (int[] other : in) {
        for (int i = 0; i < first.length; i++) {
          sets.join(first[i], other[i]);
        }
      }
      return first;
    }

    private int[] fixed(Node node) {
      int[] out = fresh(node);
      pin(out);
      return out;
    }

    private int[] fresh(Node node) {
      return IntStream.range(0, width(node.shape())).map(i -> sets.add()).toArray();
    }

    private void pin(int[] some) {
      for (int channel : some) {
        sets.pin(channel);
      }
    }

    void pin(String node) {
      pin(Objects.requireNonNull(channels.get(node)));
    }

    ChannelGroups groups() {
      Map<Integer, List<Channel>> makers = new TreeMap<>();
      for (int i = 0; i < made.size(); i++) {
        makers.computeIfAbsent(sets.find(places.get(i)), g -> new ArrayList<>()).add(made.get(i));
      }
      List<ChannelGroup> removable = new ArrayList<>();
      makers.forEach(
          (group, channels) -> {
            if (!sets.isPinned(group)) {
              removable.add(new ChannelGroup(group, channels));
            }
          });
      Map<String, int[]> ofNodes = new HashMap<>();
      channels.forEach(
          (name, own) -> ofNodes.put(name, IntStream.of(own).map(sets::find).toArray()));
      return new ChannelGroups(ofNodes, removable);
    }
  }
}
