package io.sonde.trial.network;

import io.sonde.search.spec.schema.Schema;
import io.sonde.trial.data.Shape;
import io.sonde.trial.settings.Settings;

/**
 * Batch normalisation (Ioffe and Szegedy 2015): brings each feature, or each channel of an image,
 * to the mean and spread it learns.
 *
 * @param decay how slowly the running mean and variance follow the batches
 * @param epsilon added to the variance
 */
public record BatchNormalization(double decay, double epsilon) implements Layer {
  static final LayerKind KIND =
      new LayerKind(
          "batch_norm",
          Schema.mapping()
              .optional("decay", Schema.real(0, 1), "of the running statistics, default 0.9")
              .optional("epsilon", Schema.real(0, 1), "added to the variance, default 1e-5")
              .closed(),
          (settings, classes) -> read(settings));

  private static BatchNormalization read(Settings settings) {
    return new BatchNormalization(
        settings.within("decay", 0, 1, 0.9), settings.within("epsilon", 0, 1, 1e-5));
  }

  @Override
  public String word() {
    return KIND.word();
  }

  @Override
  public Shape after(Shape in) {
    return in;
  }

  /** Scale, offset, running mean and running variance of each feature or channel. */
  @Override
  public long parameters(Shape in) {
    return 4L * (in.isImage() ? in.channels() : in.size());
  }
}
