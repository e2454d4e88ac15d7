package io.sonde.trial.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sonde.search.history.Direction;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The best epoch of a training so far; kept in each of its checkpoints.
 *
 * @param value the objective there; NaN when no epoch had one
 * @param number from 1; 0 before the first epoch
 * @param mark the objective that is to be beaten by more than a trial's {@code min_delta}
 * @param marked the epoch of that objective, from 1; 0 before the first
 */
record BestEpoch(double value, int number, double mark, int marked) {
  static final BestEpoch NONE = new BestEpoch(Double.NaN, 0, Double.NaN, 0);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "best.json";

  /** Reads the one in the folder of a checkpoint. */
  static BestEpoch read(Path folder) throws IOException {
    return JSON.readValue(folder.resolve(FILE).toFile(), BestEpoch.class);
  }

  void write(Path folder) throws IOException {
    JSON.writeValue(folder.resolve(FILE).toFile(), this);
  }

  /**
   * The best epoch once there is one more.
   *
   * @param least by how much it must be better to be marked
   */
  BestEpoch with(int epoch, double objective, Direction direction, double least) {
    // While no epoch has a value, as before a pruning, the latest network is the one to keep.
    boolean none = Double.isNaN(value) && Double.isNaN(objective);
    boolean best = number == 0 || none || direction.better(objective, value);
    double bound = direction == Direction.MINIMIZE ? mark - least : mark + least;
    boolean beyond = marked == 0 || direction.better(objective, bound);
    return new BestEpoch(
        best ? objective : value,
        best ? epoch : number,
        beyond ? objective : mark,
        beyond ? epoch : marked);
  }
}
