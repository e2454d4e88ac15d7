package io.sonde.search.port;

import java.io.IOException;

/** What the trials of sweeps leave on the disk. Thread-safe. */
@FunctionalInterface
public interface SweepFolders {
  /**
   * Removes everything that a sweep's trials have left; no effect where there is nothing.
   *
   * @throws IOException when something cannot be removed; what was removed before stays so
   */
  void delete(int sweep) throws IOException;
}
