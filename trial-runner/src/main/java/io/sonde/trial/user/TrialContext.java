package io.sonde.trial.user;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a trial is handed. For one thread at a time.
 *
 * @param <C> the configuration
 */
public interface TrialContext<C> {
  /** The configuration to be tried. */
  C configuration();

  /**
   * Reports the metrics of a step, such as an epoch, and returns whether to go on: false means that
   * the trial is stopped early, or laid aside to be taken further later. Waits through a restart of
   * the server.
   *
   * @param step at least 0, rising
   * @throws IllegalArgumentException when the report breaks the rules
   */
  boolean report(int step, Map<String, Double> metrics);

  /** Reports one metric of a step; see {@link #report(int, Map)}. */
  default boolean report(int step, String metric, double value) {
    return report(step, Map.of(metric, value));
  }

  /** Tells what was measured at the end, apart from the steps; may be called several times. */
  void result(Map<String, Double> metrics);

  /** From which everything random of this trial should derive. */
  long seed();

  /** From which the split of the data should derive; the same for all trials of a sweep. */
  long splitSeed();

  /** The folder of this attempt. */
  Path folder();

  /** Where an earlier attempt of this trial came to; empty when it begins anew. */
  Optional<Saved> restored();

  /**
   * Saves a checkpoint of the step that was reported last: it is there whole or not at all.
   *
   * @throws IllegalStateException when nothing was reported yet
   */
  void checkpoint(Writer writer) throws IOException;

  /**
   * Keeps a copy of a file with this trial.
   *
   * @param name how it is called among the artifacts, such as {@code plots/loss.png}
   * @return where the copy is
   */
  Path artifact(Path file, String name) throws IOException;

  /** A checkpoint: the step after which it was saved, and the folder with what was saved. */
  record Saved(int step, Path folder) {}

  /** Writes a checkpoint's files. */
  @FunctionalInterface
  interface Writer {
    /** Writes into a folder, which is empty. */
    void write(Path folder) throws IOException;
  }
}
