package io.sonde.trial.network.layer;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.network.graph.ActivationFunction;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Penalty;
import io.sonde.trial.network.graph.Sketch;
import io.sonde.trial.network.graph.op.DenseOp;
import io.sonde.trial.settings.Settings;

/**
 * A fully connected layer.
 *
 * @param operation the weighted sums
 * @param dropout the probability with which each number that comes out is dropped; 0 for never
 */
public record DenseLayer(DenseOp operation, double dropout) implements Layer {
  static final LayerKind KIND =
      new LayerKind(
          "dense",
          "Fully connected. An image is flattened on the way in; a sequence is gone through step by"
              + " step.",
          "dense: {units: 64, activation: elu, dropout: 0.3}",
          Schema.mapping()
              .required("units", Schema.whole(1, 1 << 20), "how many numbers come out")
              .optional("activation", ActivationFunction.SCHEMA, "default relu")
              .optional("dropout", DropoutLayer.RATE, "probability of dropping what comes out")
              .all(Penalty.SCHEMA)
              .closed(),
          DenseLayer::read);

  private static DenseLayer read(Settings settings) {
    DenseOp operation =
        new DenseOp(
            settings.positive("units"),
            settings.oneOf("activation", ActivationFunction.class, ActivationFunction.RELU),
            Penalty.of(settings));
    return new DenseLayer(operation, DropoutLayer.rate(settings, "dropout"));
  }

  @Override
  public String word() {
    return KIND.word();
  }

  @Override
  public Node attach(Sketch sketch, Node in) {
    return DropoutLayer.after(sketch, sketch.add(operation, in), dropout);
  }
}
