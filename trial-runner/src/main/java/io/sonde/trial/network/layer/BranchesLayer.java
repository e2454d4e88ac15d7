package io.sonde.trial.network.layer;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Sketch;
import io.sonde.trial.network.graph.op.MergeOp;
import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.SettingsException;
import io.sonde.trial.settings.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * Several ways that what goes in takes side by side.
 *
 * @param paths each a chain of layers; an empty one gives what goes in
 * @param merge how their results become one
 */
public record BranchesLayer(List<Chain> paths, MergeOp.Kind merge) implements Layer {
  static final LayerKind KIND =
      new LayerKind(
          "branches",
          "Several `paths` side by side, each a list of layers, whose results are joined or added;"
              + " `[]` is the straight way.",
          "branches: {paths: [[{conv: {filters: 8, kernel: 1}}], [{conv: {filters: " + "8}}], []]}",
          Schema.mapping()
              .required("paths", new Schema.Sequence(Chain.SCHEMA, 1), "lists of layers")
              .optional(
                  "merge",
                  new Schema.Word(Words.of(MergeOp.Kind.class)),
                  "concat (default): side by side; add: sums")
              .closed(),
          BranchesLayer::read);

  public BranchesLayer {
    paths = List.copyOf(paths);
  }

  private static BranchesLayer read(Settings settings) {
    List<Object> items = settings.items("paths");
    List<Chain> paths = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      String path = settings.at("paths") + "[" + i + "]";
      if (!(items.get(i) instanceof List<?> layers)) {
        throw new SettingsException(path, "expected a list of layers, got '" + items.get(i) + "'");
      }
      paths.add(Chain.read(path, List.copyOf(layers)));
    }
    return new BranchesLayer(
        paths, settings.oneOf("merge", MergeOp.Kind.class, MergeOp.Kind.CONCAT));
  }

  @Override
  public String word() {
    return KIND.word();
  }

  @Override
  public Node attach(Sketch sketch, Node in) {
    if (paths.isEmpty()) {
      throw sketch.infeasible("it has no paths");
    }
    List<Node> ends = new ArrayList<>();
    for (int i = 0; i < paths.size(); i++) {
      Chain path = paths.get(i);
      ends.add(sketch.at(".paths[" + i + "]", "" + i, () -> path.attach(sketch, in)));
    }
    return ends.size() == 1
        ? ends.get(0)
        : sketch.add(new MergeOp(merge), ends.toArray(Node[]::new));
  }
}
