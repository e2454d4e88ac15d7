package io.sonde.app.backup;

import io.sonde.app.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;

/** Where a home's new contents are made before they take their places. */
record Stage(Home home, Path folder) {
  /** The folder in a home; one that is found later was left by a restore that did not end. */
  static final String NAME = "restoring";

  /** The database last: a home with a database is whole. */
  private static final List<String> PARTS = List.of("sweeps", "postgres");

  /** An empty one; what a killed restore left is removed. */
  static Stage in(Home home) throws IOException {
    Stage stage = new Stage(home, home.folder().resolve(NAME));
    stage.remove();
    Files.createDirectory(stage.folder);
    return stage;
  }

  Path sweeps() {
    return folder.resolve("sweeps");
  }

  /** Moves what was made to where it belongs. */
  void take() throws IOException {
    for (String part : PARTS) {
      if (Files.exists(folder.resolve(part))) {
        Files.move(
            folder.resolve(part), home.folder().resolve(part), StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  void remove() throws IOException {
    if (Files.exists(folder)) {
      try (var paths = Files.walk(folder)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }
}
