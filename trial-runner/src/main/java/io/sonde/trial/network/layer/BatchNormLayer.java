package io.sonde.trial.network.layer;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Sketch;
import io.sonde.trial.network.graph.op.BatchNormOp;
import io.sonde.trial.settings.Settings;

/** Batch normalisation. */
public record BatchNormLayer(BatchNormOp operation) implements Layer {
  static final LayerKind KIND =
      new LayerKind(
          "batch_norm",
          "Batch normalisation (Ioffe and Szegedy 2015) of each feature, or each channel of an"
              + " image.",
          "batch_norm",
          Schema.mapping()
              .optional("decay", Schema.real(0, 1), "of the running statistics, default 0.9")
              .optional("epsilon", Schema.real(0, 1), "added to the variance, default 1e-5")
              .closed(),
          BatchNormLayer::read);

  private static BatchNormLayer read(Settings settings) {
    return new BatchNormLayer(
        new BatchNormOp(
            settings.within("decay", 0, 1, 0.9), settings.within("epsilon", 0, 1, 1e-5)));
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
