package io.sonde.trial.network.layer;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Sketch;
import io.sonde.trial.network.graph.op.LayerNormOp;
import io.sonde.trial.settings.Settings;

/** Layer normalisation. */
public record LayerNormLayer(LayerNormOp operation) implements Layer {
  static final double EPSILON = 1e-5;

  static final LayerKind KIND =
      new LayerKind(
          "layer_norm",
          "Layer normalisation (Ba and others 2016) of the numbers of each example, of a sequence of"
              + " those of each step.",
          "layer_norm",
          Schema.mapping()
              .optional("epsilon", Schema.real(0, 1), "added to the variance, default 1e-5")
              .closed(),
          LayerNormLayer::read);

  private static LayerNormLayer read(Settings settings) {
    return new LayerNormLayer(new LayerNormOp(settings.within("epsilon", 0, 1, EPSILON)));
  }

  @Override
  public String word() {
    return KIND.word();
  }

  @Override
  public Node attach(Sketch sketch, Node in) {
    return sketch.add(operation, in);
  }
}
