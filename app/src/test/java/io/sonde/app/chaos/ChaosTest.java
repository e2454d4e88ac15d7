package io.sonde.app.chaos;

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
}
