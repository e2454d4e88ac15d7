package io.sonde.search.stopper.evidence;

import io.sonde.search.history.History;
import io.sonde.search.history.Objective;
import io.sonde.search.history.Summary;
import java.util.Arrays;
import java.util.List;

/**
 * What a trial's reports come to, report by report: one loss an objective, summed up as {@link
 * History#value(int, int)} does for the whole curve. An objective that is measured apart from the
 * steps has its measured value throughout. NaN where nothing is known. Not thread-safe.
 */
public final class Standing {
  private final History history;
  private final int trial;
  private final List<Objective> objectives;
  private final double[] losses;
  private final double[] sums;
  private final int[] counts;
  private int reports;
  private int best = -1;

  /** Before the first report of a trial. */
  public Standing(History history, int trial) {
    this.history = history;
    this.trial = trial;
    this.objectives = history.goal().objectives();
    this.losses = new double[objectives.size()];
    this.sums = new double[objectives.size()];
    this.counts = new int[objectives.size()];
    Arrays.fill(losses, Double.NaN);
  }

  /** What the reports up to a step, this one included, come to. */
  public static double[] upTo(int step, History history, int trial) {
    Standing standing = new Standing(history, trial);
    while (standing.more() && standing.nextStep() <= step) {
      standing.advance();
    }
    return standing.losses();
  }

  /** Whether there are reports that were not taken yet. */
  public boolean more() {
    return reports < history.reports(trial);
  }

  /** The step of the next report. */
  public int nextStep() {
    return history.step(trial, reports);
  }

  /** Takes the next report. */
  public void advance() {
    boolean better = best < 0 ? anything() : improves();
    if (better) {
      best = reports;
    }
    for (int j = 0; j < losses.length; j++) {
      sumUp(j, loss(reports, j), better);
    }
    reports++;
  }

  /** One loss an objective. */
  public double[] losses() {
    double[] all = losses.clone();
    for (int j = 0; j < all.length; j++) {
      if (Double.isNaN(all[j]) && new LearningCurve(history, trial, j).empty()) {
        all[j] = Losses.of(objectives.get(j), history.value(trial, j));
      }
    }
    return all;
  }

  private void sumUp(int objective, double loss, boolean better) {
    switch (objectives.get(objective).summary()) {
      case BEST -> losses[objective] = better ? loss : losses[objective];
      case LAST -> losses[objective] = Double.isNaN(loss) ? losses[objective] : loss;
      case MEAN -> {
        if (!Double.isNaN(loss)) {
          sums[objective] += loss;
          counts[objective]++;
          losses[objective] = sums[objective] / counts[objective];
        }
      }
    }
  }

  private double loss(int position, int objective) {
    return Losses.of(objectives.get(objective), history.reported(trial, position, objective));
  }

  private boolean anything() {
    for (int j = 0; j < losses.length; j++) {
      if (!Double.isNaN(loss(reports, j))) {
        return true;
      }
    }
    return false;
  }

  private boolean improves() {
    if (objectives.get(0).summary() != Summary.BEST) {
      return !Double.isNaN(loss(reports, 0));
    }
    for (int j = 0; j < losses.length; j++) {
      int order = Double.compare(loss(reports, j), loss(best, j));
      if (order != 0) {
        return order < 0;
      }
    }
    return false;
  }
}
