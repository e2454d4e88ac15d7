package io.sonde.trial.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The best epoch of a trial so far; kept in each of its checkpoints.
 *
 * @param value the objective there; NaN when no epoch had one
 * @param number from 1; 0 before the first epoch
 */
record BestEpoch(double value, int number) {
  static final BestEpoch NONE = new BestEpoch(Double.NaN, 0);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "best.json";

  /** Reads the one in the folder of a checkpoint. */
  static BestEpoch read(Path folder) throws IOException {
    return JSON.readValue(folder.resolve(FILE).toFile(), BestEpoch.class);
  }

  void write(Path folder) throws IOException {
    JSON.writeValue(folder.resolve(FILE).toFile(), this);
  }
}
