package io.sonde.trial.network.layer;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Sketch;

/** No layer at all. */
public record SkipLayer() implements Layer {
  static final LayerKind KIND =
      new LayerKind(
          "skip",
          "Gives what goes in: a branch of a `choice` that adds nothing, a straight edge of a"
              + " `cell`.",
          "skip",
          Schema.mapping().closed(),
          settings -> new SkipLayer());

  @Override
  public String word() {
    return KIND.word();
  }

  @Override
  public Node attach(Sketch sketch, Node in) {
    return in;
  }
}
