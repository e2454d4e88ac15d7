package io.sonde.trial.network;

/**
 * When a training ends before its last epoch.
 *
 * @param epochs how many may pass without a better objective; 0 for all of them
 * @param least by how much it must be better to count, at least 0
 */
public record Patience(int epochs, double least) {
  /** Trains through all epochs. */
  public static final Patience ENDLESS = new Patience(0, 0);

  /** Whether an epoch is the last one, when this one was the last to be better. */
  public boolean ends(int epoch, int better) {
    return epochs > 0 && epoch - better >= epochs;
  }
}
