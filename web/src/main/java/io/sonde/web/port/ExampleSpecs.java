package io.sonde.web.port;

import java.nio.file.Path;
import java.util.List;

/** Specs that a new one can begin from. Thread-safe; may read files. */
@FunctionalInterface
public interface ExampleSpecs {
  /** Those there are now, by name; none where none were shipped. */
  List<Example> all();

  /**
   * A spec that runs as it stands.
   *
   * @param name unique, such as {@code digits-mlp}
   * @param about a sentence that says what it searches; may be empty
   * @param folder the absolute folder against which its paths are read
   */
  record Example(String name, String about, String text, Path folder) {
    public Example {
      if (!folder.isAbsolute()) {
        throw new IllegalArgumentException("expected an absolute folder, got " + folder);
      }
    }
  }
}
