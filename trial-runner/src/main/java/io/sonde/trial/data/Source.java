package io.sonde.trial.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The files that hold a data set, in one of the formats. */
public sealed interface Source permits CsvFile, IdxFiles, ImageFolder, Texts, Interactions {

  /** The word by which a spec names the format. */
  String format();

  /**
   * Every file, in a fixed order, for whoever wants to check or hash them.
   *
   * @throws DataException when a folder cannot be listed
   */
  List<Path> files();

  /** Reads the examples. Throws {@link DataException} naming file and line. */
  Contents read();

  /**
   * Reads the files whole, so that every problem in them is found, without keeping what is only of
   * use for learning: the rows of inputs may be empty. Throws {@link DataException} like {@link
   * #read}.
   */
  default Contents check() {
    return read();
  }

  /** The settings as a spec writes them, with absolute paths. */
  Map<String, Object> settings();

  /**
   * What the files hold.
   *
   * @param examples to be parted
   * @param test the examples kept apart for the final test; empty where the split provides them
   */
  record Contents(Examples examples, Optional<Examples> test) {
    /** Examples without a test of their own. */
    static Contents of(Examples examples) {
      return new Contents(examples, Optional.empty());
    }
  }
}
