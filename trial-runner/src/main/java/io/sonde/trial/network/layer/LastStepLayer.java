package io.sonde.trial.network.layer;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Sketch;
import io.sonde.trial.network.graph.op.LastStepOp;

/** The last step of a sequence. */
public record LastStepLayer() implements Layer {
  static final LayerKind KIND =
      new LayerKind(
          "last_step",
          "The last step of a sequence; of a text, the step of its last word. Behind recurrent layers"
              + " that go one way; behind `bidirectional` ones `global_pool` sees both ends.",
          "last_step",
          Schema.mapping().closed(),
          settings -> new LastStepLayer());

  @Override
  public String word() {
    return KIND.word();
  }

  @Override
  public Node attach(Sketch sketch, Node in) {
    return sketch.add(new LastStepOp(), in);
  }
}
