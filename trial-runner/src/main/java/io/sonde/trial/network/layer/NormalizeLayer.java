package io.sonde.trial.network.layer;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Sketch;
import io.sonde.trial.network.graph.op.UnitLengthOp;

/** Brings the numbers of each example to length 1. */
public record NormalizeLayer() implements Layer {
  static final LayerKind KIND =
      new LayerKind(
          "normalize",
          "Brings the numbers of each example to length 1, so that a product of two is a cosine.",
          "normalize",
          Schema.mapping().closed(),
          settings -> new NormalizeLayer());

  @Override
  public String word() {
    return KIND.word();
  }

  @Override
  public Node attach(Sketch sketch, Node in) {
    return sketch.add(new UnitLengthOp(), in);
  }
}
