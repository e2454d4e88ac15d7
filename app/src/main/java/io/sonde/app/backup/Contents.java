package io.sonde.app.backup;

import io.sonde.app.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a home has of results, whose place a backup is to take. */
final class Contents {
  private static final List<String> PARTS =
      List.of(
          "postgres", "sweeps", "shared-folder", "cluster.properties", "processes", "token.key");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final Home home;
  private final List<Path> parts;

  Contents(Home home) throws IOException {
    this.home = home;
    List<Path> found = new ArrayList<>();
    for (String name : PARTS) {
      Path part = home.folder().resolve(name);
      if (Files.exists(part) && !emptyFolder(part)) {
        found.add(part);
      }
    }
    this.parts = found;
  }

  private static boolean emptyFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  /** Whether there are none; a secret alone is no result. */
  boolean none() {
    return parts.stream()
        .allMatch(part -> part.endsWith("token.key") || part.endsWith("processes"));
  }

  /** One of them, for people. */
  Path first() {
    return parts.get(0);
  }

  /**
   * Moves all of them into a folder of the home; answers which, where there was something. A secret
   * without results stays: somebody has put it there for those that come.
   */
  Optional<Path> putAside() throws IOException {
    for (String name : PARTS) {
      Path part = home.folder().resolve(name);
      if (emptyFolder(part)) {
        Files.delete(part);
      }
    }
    if (none()) {
      return Optional.empty();
    }
    Path aside = home.folder().resolve("replaced-" + TIME.format(Instant.now()));
    Files.createDirectory(aside);
    for (Path part : parts) {
      Files.move(part, aside.resolve(part.getFileName()), StandardCopyOption.ATOMIC_MOVE);
    }
    return Optional.of(aside);
  }
}
