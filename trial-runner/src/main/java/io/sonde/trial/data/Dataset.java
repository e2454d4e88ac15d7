package io.sonde.trial.data;

/**
 * A data set ready to learn from: three parts, brought to a common scale by what the training part
 * says.
 *
 * @param training what the network learns from
 * @param validation what trials are compared by
 * @param test what no trial ever sees; only a kept model is scored on it
 * @param preprocessing what was done to the examples
 */
public record Dataset(
    Examples training, Examples validation, Examples test, Preprocessing preprocessing) {

  /**
   * Reads, parts and normalises. The same spec and seed give the same parts.
   *
   * @param seed decides who goes into which part
   * @throws DataException naming the file and what is wrong with it
   */
  public static Dataset load(DataSpec spec, long seed) {
    Parts parts = Parts.of(spec, spec.source().read(), seed);
    Preprocessing preprocessing = Preprocessing.fit(spec, parts.training());
    // Nobody else holds what was read, so a large data set is in memory once and not twice.
    return new Dataset(
        preprocessing.applyInPlace(parts.training()),
        preprocessing.applyInPlace(parts.validation()),
        preprocessing.applyInPlace(parts.test()),
        preprocessing);
  }

  /** What a network must fit. */
  public DataFacts facts() {
    return DataFacts.of(training);
  }
}
