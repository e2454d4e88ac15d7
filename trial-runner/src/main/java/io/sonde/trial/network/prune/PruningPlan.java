package io.sonde.trial.network.prune;

import io.sonde.trial.network.Compression;
import io.sonde.trial.network.graph.InfeasibleException;
import io.sonde.trial.network.graph.NetworkGraph;
import io.sonde.trial.network.graph.op.BatchNormOp;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Which filters and units a structured pruning may take from a network, and which it takes. */
public final class PruningPlan {
  private final NetworkGraph graph;
  private final Compression.Structured compression;
  private final ChannelGroups groups;
  private final List<ChannelGroup> candidates;

  /**
   * Looks for what can be removed.
   *
   * @throws InfeasibleException when nothing can, with a sentence that says why
   */
  public PruningPlan(NetworkGraph graph, Compression.Structured compression) {
    this.graph = graph;
    this.compression = compression;
    this.groups = ChannelGroups.of(graph);
    this.candidates = groups.removable().stream().filter(scaled()::contains).toList();
    if (groups.removable().isEmpty()) {
      throw new InfeasibleException(
          "compression.structured: the network has no filter or unit that could be removed; add a"
              + " conv or dense layer, or use compression: none");
    }
    if (candidates.isEmpty()) {
      throw new InfeasibleException(
          "compression.structured.criterion: batch_norm_scale judges filters and units by the batch"
              + " normalisation behind them, but none has one; add batch_norm, or use l1 or l2");
    }
  }

  /** Throws {@link InfeasibleException} when nothing can be removed from a network. */
  public static void check(NetworkGraph graph, Compression.Structured compression) {
    new PruningPlan(graph, compression).groups();
  }

  /** All that can be removed, or only what goes through a batch normalisation that judges it. */
  private Set<ChannelGroup> scaled() {
    if (compression.criterion() != Compression.Criterion.BATCH_NORM_SCALE) {
      return Set.copyOf(groups.removable());
    }
    Set<Integer> normalized = new HashSet<>();
    graph.operations().stream()
        .filter(node -> node.operation().orElseThrow() instanceof BatchNormOp)
        .forEach(
            node -> {
              for (int group : groups.of(node.name())) {
                normalized.add(group);
              }
            });
    Set<ChannelGroup> scaled = new HashSet<>(groups.removable());
    scaled.removeIf(group -> !normalized.contains(group.number()));
    return scaled;
  }

  /** The channels of the network and what ties them. */
  public ChannelGroups groups() {
    return groups;
  }

  /**
   * Decides what stays.
   *
   * @param score how much a group matters
   */
  public KeptChannels keep(ToDoubleFunction<ChannelGroup> score) {
    Map<Set<String>, Layer> layers = new LinkedHashMap<>();
    Map<ChannelGroup, Double> scores = new HashMap<>();
    for (ChannelGroup group : candidates) {
      scores.put(group, score.applyAsDouble(group));
      layers.computeIfAbsent(group.nodes(), nodes -> new Layer()).add(value(scores, group));
    }
    Set<Integer> removed = new HashSet<>();
    int left = (int) Math.round(compression.ratio() * candidates.size());
    boolean global = compression.scope() == Compression.Scope.GLOBAL;
    for (ChannelGroup group : ranked(scores, layers, global)) {
      Layer layer = Objects.requireNonNull(layers.get(group.nodes()));
      boolean more =
          global ? left > 0 : layer.removed < Math.round(compression.ratio() * layer.size);
      if (more && layer.removed < layer.size - 1) {
        layer.removed++;
        left--;
        removed.add(group.number());
      }
    }
    return KeptChannels.without(graph, groups, removed);
  }

  /**
   * The weakest first; of equals the first. Norms of different layers are made comparable as by
   * Molchanov and others (2017, "Pruning convolutional neural networks for resource efficient
   * inference", equation 9): divided by the root of the sum of the layer's squares. Scales of batch
   * normalisations are compared as they are.
   */
  private List<ChannelGroup> ranked(
      Map<ChannelGroup, Double> scores, Map<Set<String>, Layer> layers, boolean global) {
    boolean norms = compression.criterion() != Compression.Criterion.BATCH_NORM_SCALE;
    ToDoubleFunction<ChannelGroup> weight =
        group ->
            global && norms
                ? value(scores, group) / Objects.requireNonNull(layers.get(group.nodes())).norm()
                : value(scores, group);
    return candidates.stream().sorted(Comparator.comparingDouble(weight)).toList();
  }

  private static double value(Map<ChannelGroup, Double> scores, ChannelGroup group) {
    return Objects.requireNonNull(scores.get(group));
  }

  /** The groups of the same nodes, of which at least one stays. */
  private static final class Layer {
    private int size;
    private int removed;
    private double squares;

    void add(double score) {
      size++;
      squares += score * score;
    }

    double norm() {
      return squares > 0 ? Math.sqrt(squares) : 1;
    }
  }
}
