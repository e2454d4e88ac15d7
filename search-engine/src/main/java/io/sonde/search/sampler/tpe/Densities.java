package io.sonde.search.sampler.tpe;

import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import io.sonde.search.sampler.unit.Growth;
import io.sonde.search.sampler.unit.UnitCube;
import java.util.Arrays;

/**
 * The two densities that are learnt from a history: that of its good trials and that of all others,
 * kept up as the history grows. Of the others, the trial with number t is component t + 1 whether
 * it counts or not; a few good and cancelled trials among them do not.
 */
final class Densities {
  private final UnitCube cube;
  private final double priorWeight;
  private final Growth seen = new Growth();
  private ParzenEstimator good;
  private ParzenEstimator others;
  private int[] goodTrials = {};

  /** Of this space; the prior weighs so much beside one trial. */
  Densities(UnitCube cube, double priorWeight) {
    this.cube = cube;
    this.priorWeight = priorWeight;
    this.good = new ParzenEstimator(cube, priorWeight, false);
    this.others = new ParzenEstimator(cube, priorWeight, true);
  }

  /** Takes in what has happened in a history, which the split has followed before. */
  void follow(History history, Split split) {
    int first = seen.advance(history);
    if (first == 0) {
      good = new ParzenEstimator(cube, priorWeight, false);
      others = new ParzenEstimator(cube, priorWeight, true);
      goodTrials = new int[0];
    }
    for (int trial = first; trial < history.size(); trial++) {
      others.append(history, trial);
      boolean cancelled = history.state(trial) == TrialState.CANCELLED;
      others.count(trial + 1, !cancelled && !contains(split.good(), trial));
    }
    exchange(history, split.good());
    for (int trial : split.cancelled()) {
      others.count(trial + 1, false);
    }
    good.settle();
    others.settle();
  }

  private void exchange(History history, int[] next) {
    if (Arrays.equals(goodTrials, next)) {
      return;
    }
    for (int trial : goodTrials) {
      others.count(trial + 1, !contains(next, trial));
    }
    good = new ParzenEstimator(cube, priorWeight, false);
    for (int i = 0; i < next.length; i++) {
      others.count(next[i] + 1, false);
      good.append(history, next[i]);
      good.count(i + 1, true);
    }
    goodTrials = next;
  }

  private static boolean contains(int[] sorted, int trial) {
    return Arrays.binarySearch(sorted, trial) >= 0;
  }

  /** The density of the good trials. */
  ParzenEstimator good() {
    return good;
  }

  /** The density of all others that were not cancelled. */
  ParzenEstimator others() {
    return others;
  }
}
