package io.sonde.trial.data;

import java.util.List;
import java.util.Optional;

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
    Examples all = spec.source().examples();
    Optional<Examples> kept = spec.source().testExamples();
    kept.ifPresent(test -> checkAlike(spec, all, test));
    Split split = kept.isPresent() ? new Split(spec.split().validation(), 0) : spec.split();
    List<int[]> parts = split.indices(all, seed);
    Examples training = part(spec, "training", all, parts.get(0));
    Examples validation = part(spec, "validation", all, parts.get(1));
    Examples test = kept.orElseGet(() -> part(spec, "test", all, parts.get(2)));
    Normalizer normalizer = spec.normalization(all.shape()).fit(training);
    return new Dataset(
        normalizer.apply(training),
        normalizer.apply(validation),
        normalizer.apply(test),
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

  private static Examples part(DataSpec spec, String name, Examples all, int[] indices) {
    if (indices.length == 0) {
      throw new DataException(
          "%s: its %d examples leave none for %s; add examples or raise that part of the split"
              .formatted(spec.source().files().get(0), all.size(), name));
    }
    return all.at(indices);
  }

  private static void checkAlike(DataSpec spec, Examples all, Examples test) {
    if (!all.shape().equals(test.shape()) || test.classes().size() > all.classes().size()) {
      throw new DataException(
          "%s holds examples of %s in %d classes, the files of the test %s in %d"
              .formatted(
                  spec.source().files().get(0),
                  all.shape(),
                  all.classes().size(),
                  test.shape(),
                  test.classes().size()));
    }
  }
}
