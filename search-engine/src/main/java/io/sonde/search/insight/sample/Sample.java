package io.sonde.search.insight.sample;

import io.sonde.search.history.History;
import io.sonde.search.history.Objective;
import io.sonde.search.history.Summary;
import io.sonde.search.history.TrialState;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The trials of a history that can be compared with each other, and their losses.
 *
 * <p>Completed trials are compared by their values. Where stoppers let only few trials come to
 * their end, those few would say little, and the values of the stopped ones are not comparable with
 * theirs. Then all are compared by their best values up to one step: the furthest that a quarter of
 * them reached, and at least {@value #ENOUGH} of them. Failed, infeasible, cancelled and running
 * trials are left out, as are those without a value; an infinite value counts as the worst (or
 * best) finite one.
 */
public final class Sample {
  /** With so many trials the stopped ones are not needed. */
  public static final int ENOUGH = 32;

  private final int[] trials;
  private final double[][] losses;
  private final OptionalInt step;

  private Sample(int[] trials, double[][] losses, OptionalInt step) {
    this.trials = trials;
    this.losses = losses;
    this.step = step;
  }

  /** Of a history as it stands. */
  public static Sample of(History history) {
    int[] all = comparable(history);
    int[] reached = Arrays.stream(all).map(trial -> reached(history, trial)).sorted().toArray();
    int needed = Math.min(all.length, Math.max(ENOUGH, all.length / 4));
    int step = needed == 0 ? Integer.MAX_VALUE : reached[all.length - needed];
    int[] trials = Arrays.stream(all).filter(t -> reached(history, t) >= step).toArray();
    double[][] losses = new double[history.goal().objectives().size()][];
    for (int o = 0; o < losses.length; o++) {
      losses[o] = finite(losses(history, o, trials, step));
    }
    boolean whole = step == Integer.MAX_VALUE;
    return new Sample(trials, losses, whole ? OptionalInt.empty() : OptionalInt.of(step));
  }

  private static int[] comparable(History history) {
    return IntStream.range(0, history.size())
        .filter(trial -> ended(history.state(trial)) && valued(history, trial))
        .toArray();
  }

  private static boolean ended(TrialState state) {
    return switch (state) {
      case COMPLETED, STOPPED, PAUSED -> true;
      case WAITING, RUNNING, INFEASIBLE, FAILED, CANCELLED -> false;
    };
  }

  private static boolean valued(History history, int trial) {
    for (int o = 0; o < history.goal().objectives().size(); o++) {
      if (Double.isNaN(history.value(trial, o))) {
        return false;
      }
    }
    return true;
  }

  /** The step a trial came to; of one that ran to its end, beyond any other's. */
  private static int reached(History history, int trial) {
    int reports = history.reports(trial);
    return history.state(trial) == TrialState.COMPLETED || reports == 0
        ? Integer.MAX_VALUE
        : history.step(trial, reports - 1);
  }

  private static double[] losses(History history, int objective, int[] trials, int step) {
    Objective what = history.goal().objectives().get(objective);
    double[] losses = new double[trials.length];
    for (int i = 0; i < trials.length; i++) {
      double early = upTo(history, trials[i], step, objective, what);
      double value = Double.isNaN(early) ? history.value(trials[i], objective) : early;
      losses[i] = what.direction().loss(value);
    }
    return losses;
  }

  /** The trial's value had it ended at this step; NaN when that is not known. */
  private static double upTo(History history, int trial, int step, int objective, Objective what) {
    if (step == Integer.MAX_VALUE) {
      return Double.NaN;
    } else if (what.summary() == Summary.BEST) {
      return history.bestUpTo(trial, step, objective);
    }
    double last = Double.NaN;
    double sum = 0;
    int n = 0;
    for (int i = 0; i < history.reports(trial) && history.step(trial, i) <= step; i++) {
      double value = history.reported(trial, i, objective);
      if (!Double.isNaN(value)) {
        last = value;
        sum += value;
        n++;
      }
    }
    return what.summary() == Summary.LAST ? last : sum / n;
  }

  /** With infinities replaced by the finite values next to them; 0 where none is finite. */
  private static double[] finite(double[] losses) {
    double least = Arrays.stream(losses).filter(Double::isFinite).min().orElse(0);
    double most = Arrays.stream(losses).filter(Double::isFinite).max().orElse(0);
    return Arrays.stream(losses).map(loss -> Math.min(most, Math.max(least, loss))).toArray();
  }

  /** How many trials there are. */
  public int size() {
    return trials.length;
  }

  /** The number of the trial at a row. */
  public int trial(int row) {
    return trials[row];
  }

  /** The loss of the trial at each row, finite; smaller is better; not to be changed. */
  public double[] losses(int objective) {
    return losses[objective];
  }

  /** The step up to which trials are compared; empty when by their values at their end. */
  public OptionalInt step() {
    return step;
  }
}
