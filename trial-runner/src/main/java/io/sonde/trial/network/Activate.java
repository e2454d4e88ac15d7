package io.sonde.trial.network;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.data.Shape;
import io.sonde.trial.settings.Settings;

/**
 * An activation function as a layer of its own, for instance after a batch normalisation.
 *
 * @param function what is applied to each number
 */
public record Activate(ActivationFunction function) implements Layer {
  static final LayerKind KIND =
      new LayerKind(
          "activation",
          Schema.mapping().required("function", ActivationFunction.SCHEMA, "its name").closed(),
          (settings, classes) -> read(settings));

  private static Activate read(Settings settings) {
    return new Activate(
        settings.oneOf("function", ActivationFunction.class, ActivationFunction.RELU));
  }

  @Override
  public String word() {
    return KIND.word();
  }

  @Override
  public Shape after(Shape in) {
    return in;
  }

  @Override
  public long parameters(Shape in) {
    return 0;
  }
}
