package io.sonde.trial.network.layer;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Sketch;
import io.sonde.trial.network.graph.op.GlobalPoolOp;
import io.sonde.trial.settings.Settings;
import io.sonde.trial.settings.Words;

/** Makes one number of each channel of an image, or of each feature of a sequence. */
public record GlobalPoolLayer(GlobalPoolOp operation) implements Layer {
  static final LayerKind KIND =
      new LayerKind(
          "global_pool",
          "Makes one number of each channel of an image, or of each feature of a sequence over its"
              + " steps; the padding of a text is left out.",
          "global_pool: {kind: max}",
          Schema.mapping()
              .optional(
                  "kind",
                  new Schema.Word(Words.of(GlobalPoolOp.Kind.class)),
                  "avg (default): the mean; max: the largest; sum")
              .closed(),
          GlobalPoolLayer::read);

  private static GlobalPoolLayer read(Settings settings) {
    return new GlobalPoolLayer(
        new GlobalPoolOp(settings.oneOf("kind", GlobalPoolOp.Kind.class, GlobalPoolOp.Kind.AVG)));
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
