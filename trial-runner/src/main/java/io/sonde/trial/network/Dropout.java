package io.sonde.trial.network;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.data.Shape;
import io.sonde.trial.settings.Settings;

/**
 * Dropout (Srivastava and others 2014): in training, drops each number at random.
 *
 * @param rate the probability of dropping; 0 drops nothing
 */
public record Dropout(double rate) implements Layer {
  /** Beyond it hardly anything would pass. */
  static final double HIGHEST_RATE = 0.99;

  static final Schema RATE = Schema.real(0, HIGHEST_RATE);

  static final LayerKind KIND =
      new LayerKind(
          "dropout",
          Schema.mapping().required("rate", RATE, "probability of dropping each number").closed(),
          (settings, classes) -> read(settings));

  private static Dropout read(Settings settings) {
    return new Dropout(settings.within("rate", 0, HIGHEST_RATE, 0));
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
