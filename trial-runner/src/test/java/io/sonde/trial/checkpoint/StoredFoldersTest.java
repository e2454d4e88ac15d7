package io.sonde.trial.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.sonde.search.report.AttemptId;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredFoldersTest {
  @TempDir Path root;

  @Test
  void removesOneSweepAndFollowsNoLink() throws Exception {
    RunFolders folders = new RunFolders(root.resolve("sweeps"));
    Path elsewhere = Files.createDirectories(root.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("precious"), "");
    for (int sweep : new int[] {1, 11}) {
      Path log = folders.log(new AttemptId(sweep, 0, 1));
      Files.createDirectories(log.getParent());
      Files.writeString(log, "text");
      Files.createSymbolicLink(log.resolveSibling("link"), elsewhere);
    }
    StoredFolders stored = new StoredFolders(folders);
    stored.delete(1);
    stored.delete(1);
    assertThat(folders.sweep(1)).doesNotExist();
    assertThat(folders.log(new AttemptId(11, 0, 1))).exists();
    assertThat(elsewhere.resolve("precious")).exists();
  }
}
