package io.sonde.benchmarks.speed;

/**
 * What proposals cost on a history.
 *
 * @param sampler who proposes
 * @param trials how many the history holds
 * @param firstMillis wall time of the first proposal of a fresh sampler, which has seen nothing
 * @param cpuMillis processor time of ending a trial and proposing the next, in the mean
 * @param wallMillis wall time of the same, in the mean
 * @param megabytes of the history and the sampler
 */
record Timing(
    String sampler,
    int trials,
    double firstMillis,
    double cpuMillis,
    double wallMillis,
    double megabytes) {

  /** Reads the cells that {@code optuna_speed.py} writes. */
  static Timing parse(String line) {
    String[] cells = line.split(",", -1);
    return new Timing(
        cells[0],
        Integer.parseInt(cells[1]),
        Double.parseDouble(cells[2]),
        Double.parseDouble(cells[3]),
        Double.parseDouble(cells[4]),
        Double.parseDouble(cells[5]));
  }
}
