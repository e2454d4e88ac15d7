package io.sonde.search.history;

import io.sonde.search.space.Space;

/**
 * What a sweep has seen, read by index and without objects per trial. Trials are numbered from 0 in
 * the order in which they were proposed. Values are in the objective's own unit and direction; NaN
 * where there is none. Not thread-safe: it belongs to the thread of its sweep's loop.
 */
public interface History {
  /** The space that is searched. */
  Space space();

  /** What is searched for. */
  Objective objective();

  /** How many trials were proposed. */
  int size();

  /** The state of a trial. */
  TrialState state(int trial);

  /** The code that a trial gave a parameter; NaN where the parameter was not active in it. */
  double code(int trial, int parameter);

  /** The objective at the trial's best reported step; NaN when it reported none. */
  double value(int trial);

  /** How many steps the trial has reported. */
  int reports(int trial);

  /** The step of a trial's report, by position; steps rise. */
  int step(int trial, int position);

  /** The objective in a trial's report, by position; NaN when the report did not hold it. */
  double reported(int trial, int position);

  /** The best objective a trial reported at steps up to {@code step}; NaN when there is none. */
  default double bestUpTo(int trial, int step) {
    double best = Double.NaN;
    for (int i = 0; i < reports(trial) && step(trial, i) <= step; i++) {
      if (objective().direction().better(reported(trial, i), best)) {
        best = reported(trial, i);
      }
    }
    return best;
  }
}
