package io.sonde.trial.data;

import java.util.List;

/**
 * A data set ready to learn from: three parts, normalised by what the training part says.
 *
 * @param training what the network learns from
 * @param validation what trials are compared by
 * @param test what no trial ever sees; only a kept model is scored on it
 * @param normalizer how the features were brought to a common scale
 */
public record Dataset(
    Examples training, Examples validation, Examples test, Normalizer normalizer) {

  /**
   * Reads, parts and normalises. The same spec and seed give the same parts.
   *
   * @param seed decides who goes into which part
   * @throws DataException naming the file and what is wrong with it
   */
  public static Dataset load(DataSpec spec, long seed) {
    Parts parts = Parts.of(spec, seed);
    Normalizer normalizer = spec.normalization(parts.training().shape()).fit(parts.training());
    return new Dataset(
        normalizer.apply(parts.training()),
        normalizer.apply(parts.validation()),
        normalizer.apply(parts.test()),
        normalizer);
  }

  /** The shape of one example. */
  public Shape shape() {
    return training.shape();
  }

  /** The names of the classes. */
  public List<String> classes() {
    return training.classes();
  }
}
