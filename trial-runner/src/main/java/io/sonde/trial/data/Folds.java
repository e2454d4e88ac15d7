package io.sonde.trial.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A data set for cross-validation: the same test part each time, and all other examples cut into
 * disjoint validation parts, stratified like a {@link Split}. The files are read once; each fold is
 * normalised by its own training part when it is asked for. Immutable, so threads may share it.
 */
public final class Folds {
  private final DataSpec spec;
  private final Examples all;
  private final Examples test;
  private final int[] tests;
  private final List<int[]> validations;

  private Folds(DataSpec spec, Examples all, Examples test, int[] tests, List<int[]> validations) {
    this.spec = spec;
    this.all = all;
    this.test = test;
    this.tests = tests;
    this.validations = validations;
  }

  /**
   * Reads the files and cuts the examples. The same spec, seed and count give the same folds, and
   * the test part is that of {@link Dataset#load} with this seed.
   *
   * @param seed decides who goes into which part
   * @param count how many folds, at least 2
   * @throws DataException naming the file and what is wrong with it, also when there are too few
   *     examples
   */
  public static Folds load(DataSpec spec, long seed, int count) {
    if (count < 2) {
      throw new IllegalArgumentException("expected two folds or more, got " + count);
    }
    Source.Contents contents = spec.source().read();
    Examples all = contents.examples();
    contents.test().ifPresent(test -> Parts.checkAlike(spec, all, test));
    List<int[]> parts = Parts.split(spec, contents).folds(all, seed, count);
    List<int[]> validations = parts.subList(1, parts.size());
    if (validations.stream().anyMatch(part -> part.length == 0)) {
      throw new DataException(
          "%s: its %d examples cannot be cut into %d folds beside the test; add examples or ask for"
                  .formatted(spec.source().files().get(0), all.size(), count)
              + " fewer folds");
    }
    int[] tests = parts.get(0);
    Examples test = contents.test().orElseGet(() -> Parts.part(spec, "test", all, tests));
    return new Folds(spec, all, test, tests, validations);
  }

  /** How many folds there are. */
  public int count() {
    return validations.size();
  }

  /**
   * A fold, in arrays of its own.
   *
   * @param fold from 0 to below {@link #count}
   */
  public Dataset dataset(int fold) {
    boolean[] training = new boolean[all.size()];
    Arrays.fill(training, true);
    for (int index : tests) {
      training[index] = false;
    }
    for (int index : validations.get(fold)) {
      training[index] = false;
    }
    int[] indices = IntStream.range(0, training.length).filter(i -> training[i]).toArray();
    Examples learned = all.at(indices);
    Preprocessing preprocessing = Preprocessing.fit(spec, learned);
    return new Dataset(
        preprocessing.apply(learned),
        preprocessing.apply(all.at(validations.get(fold))),
        preprocessing.apply(test),
        preprocessing);
  }
}
