package io.sonde.app.chaos;

import io.sonde.scheduler.slurm.RealSlurm;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Strikes hundreds of times: {@code -Dstrikes=300}, {@code -Dseed=…}, and {@code -Dslurm=true} for
 * trials in a real Slurm. Ends with 0 when everything was found whole.
 */
public final class Chaos {
  private Chaos() {}

  /** Reads its options from system properties. */
  public static void main(String[] arguments) throws Exception {
    int strikes = Integer.getInteger("strikes", 300);
    long seed = Long.getLong("seed", System.nanoTime());
    Path folder = Files.createTempDirectory("sonde-chaos");
    if (Boolean.getBoolean("slurm")) {
      try (RealSlurm slurm = RealSlurm.start()) {
        new ChaosRun(folder, Ground.on(slurm, folder.resolve("shared")), seed, System.out)
            .run(strikes);
      }
    } else {
      new ChaosRun(folder, Ground.here(), seed, System.out).run(strikes);
    }
  }
}
