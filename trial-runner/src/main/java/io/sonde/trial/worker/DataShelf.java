package io.sonde.trial.worker;

import io.sonde.trial.data.DataSpec;
import io.sonde.trial.data.Dataset;
import io.sonde.trial.data.Folds;
import io.sonde.trial.dl4j.TrainingData;
import io.sonde.trial.protocol.Assignment;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Keeps the data of the last assignment, which the next one nearly always wants again. */
final class DataShelf {
  private Optional<Loaded> last = Optional.empty();
  private Optional<LoadedFolds> folds = Optional.empty();

  /** The data of an assignment, loaded when they are not here yet. */
  Loaded data(Assignment assignment) {
    Key key = new Key(assignment.data(), assignment.splitSeed(), 1);
    return data(key, 0, () -> Dataset.load(spec(key), key.seed));
  }

  /**
   * One fold of the data of an assignment; the files are read once for all folds. The tensors of
   * another fold are gone then.
   *
   * @param count how many folds there are, at least 2
   * @param fold from 0
   */
  Loaded fold(Assignment assignment, int count, int fold) {
    Key key = new Key(assignment.data(), assignment.splitSeed(), count);
    return data(key, fold, () -> folds(key).dataset(fold));
  }

  private Loaded data(Key key, int fold, Supplier<Dataset> dataset) {
    if (last.isPresent() && last.get().key.equals(key) && last.get().fold == fold) {
      return last.get();
    }
    last.ifPresent(loaded -> loaded.tensors.close());
    last = Optional.empty();
    if (folds.isPresent() && !folds.get().key.equals(key)) {
      folds = Optional.empty();
    }
    Dataset data = dataset.get();
    Loaded loaded = new Loaded(key, fold, data, TrainingData.of(data));
    last = Optional.of(loaded);
    return loaded;
  }

  private Folds folds(Key key) {
    if (folds.isEmpty()) {
      folds = Optional.of(new LoadedFolds(key, Folds.load(spec(key), key.seed, key.folds)));
    }
    return folds.get().folds;
  }

  private static DataSpec spec(Key key) {
    return DataSpec.read(key.spec, Path.of("").toAbsolutePath());
  }

  /**
   * What data are asked for by.
   *
   * @param spec as in the assignment
   * @param seed of the split
   * @param folds how many; 1 for a single split
   */
  record Key(Map<String, Object> spec, long seed, int folds) {}

  /**
   * Data with what they were asked for by.
   *
   * @param fold from 0
   */
  record Loaded(Key key, int fold, Dataset data, TrainingData tensors) {}

  /** The folds of data, with what they were asked for by. */
  private record LoadedFolds(Key key, Folds folds) {}
}
