package io.sonde.trial.network.layer;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Operation;
import io.sonde.trial.network.graph.Sketch;
import io.sonde.trial.network.graph.op.MergeOp;
import io.sonde.trial.network.graph.op.ProductOp;
import io.sonde.trial.network.graph.op.UnitLengthOp;
import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.SettingsException;
import io.sonde.trial.settings.Words;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A network of its own for each input of the data, whose results become one. It stands first in a
 * network whose data have several inputs.
 *
 * @param towers the layers above each input, by the input's name
 * @param merge how their results become one
 * @param normalize whether each result is brought to length 1 first
 */
public record TowersLayer(Map<String, Chain> towers, Merge merge, boolean normalize)
    implements Layer {
  static final LayerKind KIND =
      new LayerKind(
          "towers",
          "A network of its own for each input of the data, such as `user` and `item`, whose"
              + " results become one. It stands first where the data have several inputs.",
          "towers: {inputs: {user: [{embedding: {units: 16}}], item: [{embedding: "
              + "{units: 16}}]}}",
          Schema.mapping()
              .required(
                  "inputs",
                  new Schema.Mapping(Map.of(), Optional.of(Chain.SCHEMA)),
                  "a list of layers for each input, by its name")
              .optional(
                  "merge",
                  new Schema.Word(Words.of(Merge.class)),
                  "concat (default): side by side; add: sums; product: of two, number by number")
              .optional(
                  "normalize",
                  new Schema.Truth(),
                  "bring each tower's result to length 1, default" + " false")
              .closed(),
          TowersLayer::read);

  /** How the results of towers become one. */
  public enum Merge {
    /** Side by side. */
    CONCAT,
    /** Sums. */
    ADD,
    /** Number by number. */
    PRODUCT
  }

  public TowersLayer {
    towers = Collections.unmodifiableMap(new LinkedHashMap<>(towers));
  }

  private static TowersLayer read(Settings settings) {
    Settings inputs = settings.section("inputs");
    Map<String, Chain> towers = new LinkedHashMap<>();
    for (String name : inputs.values().keySet()) {
      towers.put(name, Chain.read(inputs.at(name), inputs.items(name)));
    }
    if (towers.isEmpty()) {
      throw new SettingsException(settings.at("inputs"), "names no input");
    }
    return new TowersLayer(
        towers,
        settings.oneOf("merge", Merge.class, Merge.CONCAT),
        settings.truth("normalize", false));
  }

  @Override
  public String word() {
    return KIND.word();
  }

  @Override
  public Node attach(Sketch sketch, Node in) {
    Map<String, Node> inputs = sketch.inputs();
    if (!inputs.keySet().equals(towers.keySet())) {
      throw sketch.infeasible(
          "it has towers for %s, but the inputs of the data are %s"
              .formatted(towers.keySet(), sketch.inputNames()));
    }
    List<Node> tops = new ArrayList<>();
    for (String name : sketch.inputNames()) {
      tops.add(sketch.at(".inputs." + name, name, () -> tower(sketch, name, inputs)));
    }
    return tops.size() == 1 ? tops.get(0) : sketch.add(merging(), tops.toArray(Node[]::new));
  }

  private Node tower(Sketch sketch, String name, Map<String, Node> inputs) {
    Chain chain = towers.getOrDefault(name, new Chain(List.of()));
    Node top = chain.attach(sketch, Objects.requireNonNull(inputs.get(name)));
    return normalize ? sketch.add(new UnitLengthOp(), top) : top;
  }

  private Operation merging() {
    return switch (merge) {
      case CONCAT -> new MergeOp(MergeOp.Kind.CONCAT);
      case ADD -> new MergeOp(MergeOp.Kind.ADD);
      case PRODUCT -> new ProductOp();
    };
  }
}
