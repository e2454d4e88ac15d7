package io.sonde.trial.data;

import java.util.List;

/** The three parts of a data set as they stand in its files, not normalised yet. */
record Parts(Examples training, Examples validation, Examples test) {

  /** Parts the examples that were read from a spec's files. */
  static Parts of(DataSpec spec, Source.Contents contents, long seed) {
    Examples all = contents.examples();
    contents.test().ifPresent(test -> checkAlike(spec, all, test));
    Split split = split(spec, contents);
    List<int[]> indices = split.indices(all, seed);
    return new Parts(
        part(spec, "training", all, indices.get(0)),
        part(spec, "validation", all, indices.get(1)),
        contents.test().orElseGet(() -> part(spec, "test", all, indices.get(2))));
  }

  /** The split of a spec, which takes no test where files of its own hold one. */
  static Split split(DataSpec spec, Source.Contents contents) {
    return contents.test().isPresent() ? new Split(spec.split().validation(), 0) : spec.split();
  }

  static Examples part(DataSpec spec, String name, Examples all, int[] indices) {
    if (indices.length == 0) {
      throw new DataException(
          "%s: its %d examples leave none for %s; add examples or raise that part of the split"
              .formatted(spec.source().files().get(0), all.size(), name));
    }
    return all.at(indices);
  }

  static void checkAlike(DataSpec spec, Examples all, Examples test) {
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
