package io.sonde.search.port;

import io.sonde.search.history.History;
import io.sonde.search.report.Verdict;

/** Judges running trials at their reports. Deterministic, without I/O and without a clock. */
public interface Stopper {
  /**
   * The verdict on a trial that has just reported.
   *
   * @param history all trials, with the report to be judged already in it
   * @param trial the trial that reported
   * @param step the step it reported
   */
  Verdict judge(History history, int trial, int step);
}
