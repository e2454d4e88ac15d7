package io.sonde.search.reader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The specs among the test resources. */
final class SpecFiles {
  private SpecFiles() {}

  static String accepted(String name) throws IOException {
    return read("/spec/accepted/" + name + ".yaml");
  }

  static String read(String path) throws IOException {
    try (InputStream stream = SpecFiles.class.getResourceAsStream(path)) {
      return new String(
          Objects.requireNonNull(stream, path).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
