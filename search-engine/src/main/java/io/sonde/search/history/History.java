package io.sonde.search.history;

import io.sonde.search.space.Space;
import java.util.OptionalInt;

/**
 * What a sweep has seen, read by index and without objects per trial. Trials are numbered from 0 in
 * the order in which they were proposed. Values are in the objective's own unit and direction; NaN
 * where there is none. Not thread-safe: it belongs to the thread of its sweep's loop.
 *
 * <p>A history only grows. What a trial was given never changes; its state, values and reports
 * change until it has ended.
 */
public interface History {
  /** The space that is searched. */
  Space space();

  /** What is searched for. */
  Goal goal();

  /** The first objective. */
  default Objective objective() {
    return goal().first();
  }

  /**
   * The number by which the sweep knows a trial of this history, which may show only some of the
   * sweep's trials and trials of earlier sweeps besides; empty for one of an earlier sweep.
   */
  default OptionalInt number(int trial) {
    return OptionalInt.of(trial);
  }

  /** How many trials were proposed. */
  int size();

  /**
   * How many changes there have been: every proposal, change of state, report, measurement and
   * rewinding is one. Who keeps something computed from a history looks again at the trials that
   * {@link #changed} tells since then, and at no others.
   */
  int changes();

  /** The trial that a change touched, by the change's number from 0. */
  int changed(int change);

  /** The state of a trial. */
  TrialState state(int trial);

  /** The code that a trial gave a parameter; NaN where the parameter was not active in it. */
  double code(int trial, int parameter);

  /** The first objective of a trial; NaN when it has none yet. */
  default double value(int trial) {
    return value(trial, 0);
  }

  /**
   * An objective of a trial: summed up from its reports as {@link Objective#summary} says, or
   * measured apart from them, before or after training; NaN when there is none. With several
   * objectives the best step is that of the first; where it is equal, of the next.
   */
  double value(int trial, int objective);

  /**
   * By how much a trial violates a constraint: above 0 when it does, see {@link
   * Constraint#violation}; NaN when its metric is not known.
   */
  double violation(int trial, int constraint);

  /** How many steps the trial has reported. */
  int reports(int trial);

  /** The step of a trial's report, by position; steps rise. */
  int step(int trial, int position);

  /** The first objective in a trial's report, by position; NaN when the report lacks it. */
  default double reported(int trial, int position) {
    return reported(trial, position, 0);
  }

  /** An objective in a trial's report, by position; NaN when the report did not hold it. */
  double reported(int trial, int position, int objective);

  /** The best first objective a trial reported at steps up to {@code step}; NaN for none. */
  default double bestUpTo(int trial, int step) {
    return bestUpTo(trial, step, 0);
  }

  /** The best value of an objective a trial reported at steps up to {@code step}; NaN for none. */
  default double bestUpTo(int trial, int step, int objective) {
    Direction direction = goal().objectives().get(objective).direction();
    double best = Double.NaN;
    for (int i = 0; i < reports(trial) && step(trial, i) <= step; i++) {
      double value = reported(trial, i, objective);
      if (direction.better(value, best)) {
        best = value;
      }
    }
    return best;
  }
}
