package io.sonde.trial.network.layer;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Sketch;
import io.sonde.trial.network.graph.op.MergeOp;
import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.SettingsException;
import io.sonde.trial.settings.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cell as a graph: from each node an edge leads to every later node, on each edge stands an
 * operation, and a node is the sum of what its edges bring (Dong and Yang 2020, "NAS-Bench-201").
 *
 * @param edges in the order 0→1, 0→2, 1→2, 0→3, 1→3, 2→3 and so on; empty where no edge is
 * @param output which nodes make what comes out
 */
public record CellLayer(List<Optional<Layer>> edges, Output output) implements Layer {
  private static final String NONE = "none";

  /** What may stand on an edge. */
  private static final Schema EDGE = new Schema.Named("edge", CellLayer::schemaOfEdge);

  static final LayerKind KIND =
      new LayerKind(
          "cell",
          "A graph (Dong and Yang 2020): on the edge from each node to every later one stands a"
              + " layer, and a node is the sum of what its edges bring. The first node is what goes"
              + " in. Three edges make three nodes, six make four: 0→1, 0→2, 1→2, 0→3, 1→3, 2→3.",
          "cell: {edges: [{conv: {filters: 1}}, skip, none]}",
          Schema.mapping()
              .required(
                  "edges",
                  new Schema.Sequence(EDGE, 1),
                  "1, 3, 6, 10, … layers, or none where no edge is")
              .optional(
                  "output",
                  new Schema.Word(Words.of(Output.class)),
                  "last (default): the last node; concat: all nodes but the first side by side")
              .closed(),
          CellLayer::read);

  /** Which nodes make what comes out. */
  public enum Output {
    /** The last one. */
    LAST,
    /** All but the first, side by side. */
    CONCAT
  }

  public CellLayer {
    edges = List.copyOf(edges);
  }

  private static Schema.Variant schemaOfEdge() {
    Map<String, Schema.Mapping> variants = new LinkedHashMap<>();
    variants.put(NONE, Schema.mapping().closed());
    variants.putAll(LayerKind.variants());
    return new Schema.Variant("edge", variants);
  }

  private static CellLayer read(Settings settings) {
    List<Optional<Layer>> edges = new ArrayList<>();
    List<Object> items = settings.items("edges");
    for (int i = 0; i < items.size(); i++) {
      Settings.Branch edge = Settings.branch(settings.at("edges") + "[" + i + "]", items.get(i));
      edges.add(edge.name().equals(NONE) ? Optional.empty() : Optional.of(LayerKind.read(edge)));
    }
    if (nodes(edges.size()) * (nodes(edges.size()) - 1) / 2 != edges.size()) {
      throw new SettingsException(
          settings.at("edges"),
          "a cell of 2, 3, 4, 5 nodes has 1, 3, 6, 10 edges, got " + edges.size());
    }
    return new CellLayer(edges, settings.oneOf("output", Output.class, Output.LAST));
  }

  /** How many nodes so many edges are enough for. */
  private static int nodes(int edges) {
    return (int) Math.round((1 + Math.sqrt(1 + 8.0 * edges)) / 2);
  }

  @Override
  public String word() {
    return KIND.word();
  }

  @Override
  public Node attach(Sketch sketch, Node in) {
    List<Optional<Node>> nodes = new ArrayList<>(List.of(Optional.of(in)));
    int edge = 0;
    for (int to = 1; to < nodes(edges.size()); to++) {
      List<Node> brought = new ArrayList<>();
      for (int from = 0; from < to; from++, edge++) {
        along(sketch, edge, from + "_" + to, nodes.get(from)).ifPresent(brought::add);
      }
      nodes.add(merge(sketch, MergeOp.Kind.ADD, brought));
    }
    Optional<Node> out =
        output == Output.LAST
            ? nodes.get(nodes.size() - 1)
            : merge(
                sketch,
                MergeOp.Kind.CONCAT,
                nodes.stream().skip(1).flatMap(Optional::stream).toList());
    return out.orElseThrow(
        () -> sketch.infeasible("no way leads from what goes in to what comes out"));
  }

  /** What an edge brings; nothing where no edge is, or where nothing reaches its beginning. */
  private Optional<Node> along(Sketch sketch, int edge, String name, Optional<Node> from) {
    return edges
        .get(edge)
        .flatMap(
            layer ->
                from.map(
                    node ->
                        sketch.at(
                            ".edges[" + edge + "]." + layer.word(),
                            name + "_" + layer.word(),
                            () -> layer.attach(sketch, node))));
  }

  private static Optional<Node> merge(Sketch sketch, MergeOp.Kind kind, List<Node> nodes) {
    return nodes.size() < 2
        ? nodes.stream().findFirst()
        : Optional.of(sketch.add(new MergeOp(kind), nodes.toArray(Node[]::new)));
  }
}
