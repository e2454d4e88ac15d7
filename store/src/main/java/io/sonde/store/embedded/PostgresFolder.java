package io.sonde.store.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The layout of the folder in which everything of the embedded server lies. */
record PostgresFolder(Path root) {

  /** The folder {@code postgres} of a home, made if it is not there. */
  static PostgresFolder under(Path home) throws IOException {
    Path root = home.toAbsolutePath().normalize().resolve("postgres");
    Files.createDirectories(root);
    return new PostgresFolder(root.toRealPath());
  }

  /** The same, where it is there. */
  static Optional<PostgresFolder> existing(Path home) throws IOException {
    Path root = home.toAbsolutePath().normalize().resolve("postgres");
    return Files.isDirectory(root)
        ? Optional.of(new PostgresFolder(root.toRealPath()))
        : Optional.empty();
  }

  Path data() {
    return root.resolve("data");
  }

  Path password() {
    return root.resolve("password");
  }

  Path port() {
    return root.resolve("port");
  }

  Path log() {
    return root.resolve("server.log");
  }

  Path lock() {
    return root.resolve("lock");
  }

  Path owner() {
    return root.resolve("owner");
  }

  /** A new empty folder for work that is renamed into place when it is whole. */
  Path unfinished(String what) throws IOException {
    return Files.createTempDirectory(root, UNFINISHED + what + "-");
  }

  /** Removes what earlier processes began and did not finish. */
  void removeUnfinished() throws IOException {
    try (var entries = Files.newDirectoryStream(root, UNFINISHED + "*")) {
      for (Path entry : entries) {
        FileTree.delete(entry);
      }
    }
  }

  private static final String UNFINISHED = "unfinished-";
}
