package io.sonde.app.server;

import io.sonde.web.port.ExampleSpecs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The specs in the folder {@code examples} of the installation, read anew each time. */
final class ShippedExamples implements ExampleSpecs {
  private static final Logger log = LoggerFactory.getLogger(ShippedExamples.class);
  private static final String SUFFIX = ".yaml";
  private final Optional<Path> folder;

  /** In this installation; without one there are none. */
  ShippedExamples(Optional<Path> installation) {
    this.folder = installation.map(root -> root.resolve("examples").toAbsolutePath().normalize());
  }

  /** Of the installation that the launcher names. */
  static ShippedExamples installed() {
    return new ShippedExamples(Optional.ofNullable(System.getProperty("sonde.root")).map(Path::of));
  }

  @Override
  public List<Example> all() {
    if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder.get())) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
          .sorted()
          .flatMap(file -> example(file).stream())
          .toList();
    } catch (IOException e) {
      log.warn("The examples in {} cannot be listed: {}", folder.get(), e.toString());
      return List.of();
    }
  }

  private static Optional<Example> example(Path file) {
    try {
      String text = Files.readString(file);
      String name = file.getFileName().toString();
      Path parent = file.toAbsolutePath().getParent();
      return Optional.ofNullable(parent)
          .map(
              folder ->
                  new Example(
                      name.substring(0, name.length() - SUFFIX.length()),
                      comment(text),
                      text,
                      folder));
    } catch (IOException e) {
      log.warn("The example {} cannot be read: {}", file, e.toString());
      return Optional.empty();
    }
  }

  /** What stands above the spec. */
  private static String comment(String text) {
    return text.lines()
        .takeWhile(line -> line.startsWith("#"))
        .map(line -> line.substring(1).strip())
        .collect(Collectors.joining(" "));
  }
}
