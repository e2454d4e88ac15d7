package io.sonde.trial.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * What an attempt leaves behind, and how it goes. Its log and its small files always stay.
 *
 * @param folder of the attempt
 */
public record AttemptFiles(Path folder) {
  /** The model of the best step. */
  public static final String MODEL = "model.zip";

  /** What the trial's own code wants to be kept. */
  public static final String ARTIFACTS = "artifacts";

  private static final String PART = ".part";

  /** Its checkpoints. */
  public Checkpoints checkpoints() {
    return Checkpoints.of(folder);
  }

  /** Whether it left a model. */
  public boolean hasModel() {
    return Files.exists(folder.resolve(MODEL), LinkOption.NOFOLLOW_LINKS);
  }

  /** How much its model, its artifacts and its checkpoints take. */
  public long largeBytes() throws IOException {
    return FileTree.bytes(folder.resolve(MODEL))
        + FileTree.bytes(folder.resolve(ARTIFACTS))
        + FileTree.bytes(checkpoints().folder());
  }

  /** Removes the model. */
  public void removeModel() throws IOException {
    Files.deleteIfExists(folder.resolve(MODEL));
  }

  /** Removes the artifacts. */
  public void removeArtifacts() throws IOException {
    FileTree.delete(folder.resolve(ARTIFACTS));
  }

  /** Removes what was half written or set aside; nobody may be writing. */
  public void removeLeftovers() throws IOException {
    checkpoints().clearLeftovers();
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "*" + PART)) {
        for (Path part : parts) {
          FileTree.delete(part);
        }
      }
    }
  }
}
