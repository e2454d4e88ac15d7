package io.sonde.trial.network;

import io.sonde.trial.data.Shape;
import io.sonde.trial.settings.Settings;
import java.util.Optional;

/**
 * The last layer: one probability per class (softmax), trained by cross entropy. It is added by
 * itself where a spec does not write it.
 *
 * @param classes how many classes the data have, at least 2
 * @param penalty of its weights; empty for the optimizer's
 */
public record Output(int classes, Optional<Penalty> penalty) implements Layer {
  static final LayerKind KIND = new LayerKind("output", Penalty.SCHEMA, Output::read);

  private static Output read(Settings settings, int classes) {
    return new Output(classes, Penalty.of(settings));
  }

  @Override
  public String word() {
    return KIND.word();
  }

  @Override
  public Shape after(Shape in) {
    return Shape.flat(classes);
  }

  @Override
  public long parameters(Shape in) {
    return Math.multiplyExact(in.size() + 1L, (long) classes);
  }
}
