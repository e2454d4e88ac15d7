package io.sonde.search.stopper.evidence;

import io.sonde.search.history.History;

/** One trial's learning curve in one objective, as losses: smaller is better, NaN for no value. */
public record LearningCurve(History history, int trial, int objective) {

  /** The step that a trial reported before {@code step}; −1 when there was none. */
  public static int stepBefore(int step, History history, int trial) {
    int before = -1;
    for (int i = history.reports(trial) - 1; i >= 0 && before < 0; i--) {
      before = history.step(trial, i) < step ? history.step(trial, i) : -1;
    }
    return before;
  }

  /** How many reports there are. */
  public int reports() {
    return history.reports(trial);
  }

  /** The step of a report, by position. */
  public int step(int position) {
    return history.step(trial, position);
  }

  /** The loss of a report, by position. */
  public double loss(int position) {
    return Losses.of(
        history.goal().objectives().get(objective), history.reported(trial, position, objective));
  }

  /** Whether no report has a value. */
  public boolean empty() {
    for (int i = 0; i < reports(); i++) {
      if (!Double.isNaN(loss(i))) {
        return false;
      }
    }
    return true;
  }
}
