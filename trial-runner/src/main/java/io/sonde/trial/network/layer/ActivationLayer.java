package io.sonde.trial.network.layer;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.network.graph.ActivationFunction;
import io.sonde.trial.network.graph.Node;
import io.sonde.trial.network.graph.Sketch;
import io.sonde.trial.network.graph.op.ActivationOp;
import io.sonde.trial.settings.Settings;

/** An activation function as a layer of its own, for instance after a batch normalisation. */
public record ActivationLayer(ActivationOp operation) implements Layer {
  static final LayerKind KIND =
      new LayerKind(
          "activation",
          "A function of each number, for instance after a `batch_norm`.",
          "activation: {function: relu}",
          Schema.mapping().required("function", ActivationFunction.SCHEMA, "its name").closed(),
          ActivationLayer::read);

  private static ActivationLayer read(Settings settings) {
    return new ActivationLayer(
        new ActivationOp(
            settings.oneOf("function", ActivationFunction.class, ActivationFunction.RELU)));
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
