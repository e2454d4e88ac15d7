package io.sonde.search.reader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The specs among the test resources. */
public final class SpecFiles {
  private SpecFiles() {}

  /** A spec that is right. */
  static String accepted(String name) {
    return text("accepted", name + ".yaml");
  }

  /** A file of a folder. */
  public static String text(String folder, String file) {
    try {
      return Files.readString(folder(folder).resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names of the specs of a folder, without their ending. */
  public static List<String> names(String folder) {
    try (Stream<Path> files = Files.list(folder(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".yaml"))
          .map(file -> file.substring(0, file.length() - ".yaml".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder(String name) {
    try {
      URL url = Objects.requireNonNull(SpecFiles.class.getResource("/spec/" + name), name);
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
