package io.sonde.search.stopper;

import io.sonde.search.history.History;

/**
 * One trial's learning curve, as the rules look at it: as losses, so that smaller is better
 * whatever the direction. NaN stands for no value; {@link Double#compare} makes it the worst of
 * all.
 */
record Curve(History history, int trial) {

  /** The step reported before {@code step}; −1 when there was none. */
  int stepBefore(int step) {
    int before = -1;
    for (int i = 0; i < history.reports(trial) && history.step(trial, i) < step; i++) {
      before = history.step(trial, i);
    }
    return before;
  }

  /** Whether it has reported {@code step} or a later one. */
  boolean reached(int step) {
    int reports = history.reports(trial);
    return reports > 0 && history.step(trial, reports - 1) >= step;
  }

  /** The best loss reported up to {@code step}. */
  double bestUpTo(int step) {
    return loss(history.bestUpTo(trial, step));
  }

  /** The best loss up to the first report at or after {@code rung}, which must be reached. */
  double bestOnReaching(int rung) {
    int i = 0;
    while (history.step(trial, i) < rung) {
      i++;
    }
    return bestUpTo(history.step(trial, i));
  }

  /** The mean of the losses reported up to {@code step}. */
  double meanUpTo(int step) {
    double sum = 0;
    int n = 0;
    for (int i = 0; i < history.reports(trial) && history.step(trial, i) <= step; i++) {
      double reported = history.reported(trial, i);
      if (!Double.isNaN(reported)) {
        sum += loss(reported);
        n++;
      }
    }
    return sum / n;
  }

  /** Zero has one sign here, since {@link Double#compare} tells them apart. */
  private double loss(double value) {
    return history.objective().direction().loss(value) + 0.0;
  }
}
