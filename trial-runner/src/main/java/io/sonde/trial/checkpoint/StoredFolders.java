package io.sonde.trial.checkpoint;

import io.sonde.search.port.SweepFolders;
import java.io.IOException;

/**
 * The folders of sweeps on the disk. Symbolic links are not followed: of a link only the link goes.
 *
 * @param folders where all runs leave their files
 */
public record StoredFolders(RunFolders folders) implements SweepFolders {
  @Override
  public void delete(int sweep) throws IOException {
    FileTree.delete(folders.sweep(sweep));
  }
}
