package io.sonde.trial.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The files that hold a data set. */
public sealed interface Source {

  /** Every file, in a fixed order, for whoever wants to check or hash them. */
  List<Path> files();

  /** Reads the examples. Throws {@link DataException} naming file and line. */
  Examples examples();

  /** Reads the examples kept apart for the final test; empty where the split provides them. */
  Optional<Examples> testExamples();

  /**
   * A CSV file whose first line names the columns.
   *
   * @param file the file; unpacked when its name ends in {@code .gz}
   * @param label the column that holds the class
   * @param shape the shape of an example; empty for flat features
   */
  record CsvFile(Path file, String label, List<Integer> shape) implements Source {
    public CsvFile {
      shape = List.copyOf(shape);
    }

    @Override
    public List<Path> files() {
      return List.of(file);
    }

    @Override
    public Examples examples() {
      return new Csv(file, label, shape).read();
    }

    @Override
    public Optional<Examples> testExamples() {
      return Optional.empty();
    }
  }

  /**
   * Two files in the IDX format of MNIST.
   *
   * @param images the examples
   * @param labels their classes
   * @param test the pair kept apart for the test, where there is one
   */
  record IdxFiles(Path images, Path labels, Optional<IdxFiles> test) implements Source {
    @Override
    public List<Path> files() {
      List<Path> own = List.of(images, labels);
      return test.map(t -> List.of(images, labels, t.images, t.labels)).orElse(own);
    }

    @Override
    public Examples examples() {
      return new Idx(images, labels).read();
    }

    @Override
    public Optional<Examples> testExamples() {
      return test.map(IdxFiles::examples);
    }
  }
}
