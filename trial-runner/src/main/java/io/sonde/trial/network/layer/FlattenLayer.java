package io.sonde.trial.network.layer;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Sketch;
import io.sonde.trial.network.graph.op.FlattenOp;

/** All numbers of an image or of a sequence side by side. */
public record FlattenLayer() implements Layer {
  static final LayerKind KIND =
      new LayerKind(
          "flatten",
          "All numbers of an image or of a sequence side by side. `dense` does so with images by"
              + " itself.",
          "flatten",
          Schema.mapping().closed(),
          settings -> new FlattenLayer());

  @Override
  public String word() {
    return KIND.word();
  }

  @Override
  public Node attach(Sketch sketch, Node in) {
    return in.shape().isFlat() ? in : sketch.add(new FlattenOp(), in);
  }
}
