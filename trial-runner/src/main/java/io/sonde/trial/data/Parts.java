package io.sonde.trial.data;

import java.util.List;
import java.util.Optional;

/** The three parts of a data set as they stand in its files, not normalised yet. */
record Parts(Examples training, Examples validation, Examples test) {

  /** Reads the files and parts the examples. */
  static Parts of(DataSpec spec, long seed) {
    Examples all = spec.source().examples();
    Optional<Examples> kept = spec.source().testExamples();
    kept.ifPresent(test -> checkAlike(spec, all, test));
    Split split = kept.isPresent() ? new Split(spec.split().validation(), 0) : spec.split();
    List<int[]> indices = split.indices(all, seed);
    return new Parts(
        part(spec, "training", all, indices.get(0)),
        part(spec, "validation", all, indices.get(1)),
        kept.orElseGet(() -> part(spec, "test", all, indices.get(2))));
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
    DataFacts facts = DataFacts.of(all);
    DataFacts ofTest = DataFacts.of(test);
    if (!facts.inputs().equals(ofTest.inputs())
        || ofTest.task().outputs() > facts.task().outputs()) {
      throw new DataException(
          "%s holds examples of %s in %d classes, the files of the test %s in %d"
              .formatted(
                  spec.source().files().get(0),
                  all.input().shape(),
                  facts.task().outputs(),
                  test.input().shape(),
                  ofTest.task().outputs()));
    }
  }
}
