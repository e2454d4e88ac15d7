package io.sonde.app.chaos;

import io.sonde.scheduler.slurm.RealSlurm;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run of what {@link Chaos} does for long. */
class ChaosTest {
  @TempDir Path folder;

  @Test
  void nothingIsLostOrDoubledOrLeftOnThisMachine() throws Exception {
    new ChaosRun(folder, Ground.here(), System.nanoTime(), System.out).run(12);
  }

  @Test
  void nothingIsLostOrDoubledOrLeftOnSlurm() throws Exception {
    RealSlurm.assumePresent();
    try (RealSlurm slurm = RealSlurm.start()) {
      new ChaosRun(
              folder, Ground.on(slurm, folder.resolve("shared")), System.nanoTime(), System.out)
          .run(10);
    }
  }
}
