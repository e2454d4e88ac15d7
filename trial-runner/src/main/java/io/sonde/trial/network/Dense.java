package io.sonde.trial.network;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.data.Shape;
import io.sonde.trial.settings.Settings;
import java.util.Optional;

/**
 * A fully connected layer; an image is flattened on the way in.
 *
 * @param units how many numbers come out
 * @param activation applied to them
 * @param dropout the probability with which each of them is dropped in training; 0 for never
 * @param penalty of its weights; empty for the optimizer's
 */
public record Dense(
    int units, ActivationFunction activation, double dropout, Optional<Penalty> penalty)
    implements Layer {
  static final LayerKind KIND =
      new LayerKind(
          "dense",
          Schema.mapping()
              .required("units", Schema.whole(1, 1 << 20), "how many numbers come out")
              .optional("activation", ActivationFunction.SCHEMA, "default relu")
              .optional("dropout", Dropout.RATE, "probability of dropping what comes out")
              .all(Penalty.SCHEMA)
              .closed(),
          (settings, classes) -> read(settings));

  private static Dense read(Settings settings) {
    return new Dense(
        settings.positive("units"),
        settings.oneOf("activation", ActivationFunction.class, ActivationFunction.RELU),
        settings.within("dropout", 0, Dropout.HIGHEST_RATE, 0),
        Penalty.of(settings));
  }

  @Override
  public String word() {
    return KIND.word();
  }

  @Override
  public Shape after(Shape in) {
    return Shape.flat(units);
  }

  @Override
  public long parameters(Shape in) {
    return Math.multiplyExact(in.size() + 1L, (long) units);
  }
}
