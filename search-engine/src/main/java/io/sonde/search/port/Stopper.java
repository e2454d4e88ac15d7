package io.sonde.search.port;

import io.sonde.search.history.History;
import io.sonde.search.method.Settings;
import io.sonde.search.report.Verdict;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Judges running trials at their reports. Deterministic, without I/O and without a clock. What it
 * answers depends on nothing but the history and its settings.
 */
public interface Stopper {
  /**
   * The verdict on a trial that has just reported. Pausing a trial is for rules that will say by
   * {@link #resume} when to take it further.
   *
   * @param history all trials, with the report to be judged already in it
   * @param trial the trial that reported
   * @param step the step it reported
   */
  Verdict judge(History history, int trial, int step);

  /** Whether it may pause trials. */
  default boolean pauses() {
    return false;
  }

  /** The paused trial to take further before a new one is begun; empty when none deserves it. */
  default Optional<Resumption> resume(History history) {
    return Optional.empty();
  }

  /** The step at which a trial that runs may next be paused; empty when it may not be. */
  default OptionalInt until(History history, int trial) {
    return OptionalInt.empty();
  }

  /**
   * The trials from which the sampler is to learn when it proposes the trial with this number,
   * which is not in the history yet. Rules that divide the trials into brackets answer those of its
   * bracket, and the same view for every trial of it.
   */
  default History peers(History history, int trial) {
    return history;
  }

  /**
   * A paused trial to be taken further.
   *
   * @param until the step at which it may next be paused; empty when it runs to its end
   * @param reason why, in one sentence with its numbers
   */
  record Resumption(int trial, OptionalInt until, String reason) {}

  /** Makes a stopper from what a spec says. */
  @FunctionalInterface
  interface Factory {
    /** A new stopper. Throws {@link IllegalArgumentException} for a setting out of its range. */
    Stopper create(Settings settings);
  }
}
