package io.sonde.search.stopper.curve;

import io.sonde.search.history.History;
import io.sonde.search.history.Objective;
import io.sonde.search.stopper.evidence.Completions;
import io.sonde.search.stopper.evidence.Leaders;
import io.sonde.search.stopper.evidence.LearningCurve;
import io.sonde.search.stopper.evidence.Losses;
import java.util.List;

/** What completed trials teach: which of them lead, and how far their curves usually fall. */
final class Experience {
  private final Completions completions;
  private final Leaders leaders = new Leaders();
  private final double[] falls;
  private final int[] counts;

  Experience(History history) {
    this.completions = new Completions(history);
    this.falls = new double[history.goal().objectives().size()];
    this.counts = new int[falls.length];
  }

  History history() {
    return completions.history();
  }

  /** Catches up with the history. */
  Experience upToDate() {
    completions.follow(this::learn);
    return this;
  }

  /** The completed trials that no other dominates. */
  List<Leaders.Leader> leaders() {
    return leaders.all();
  }

  /** How far the curves of completed trials fall in the mean; 0 when nothing is known. */
  double usualFall(int objective) {
    return counts[objective] == 0 ? 0 : falls[objective] / counts[objective];
  }

  private void learn(int trial) {
    double[] losses = new double[falls.length];
    boolean known = true;
    for (int j = 0; j < losses.length; j++) {
      Objective objective = history().goal().objectives().get(j);
      losses[j] = Losses.of(objective, history().value(trial, j));
      known &= !Double.isNaN(losses[j]);
      double range = range(new LearningCurve(history(), trial, j));
      falls[j] += range;
      counts[j] += range > 0 ? 1 : 0;
    }
    if (known) {
      leaders.add(trial, losses);
    }
  }

  /** Between the largest and the smallest finite loss. */
  private static double range(LearningCurve curve) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < curve.reports(); i++) {
      double loss = curve.loss(i);
      if (Double.isFinite(loss)) {
        low = Math.min(low, loss);
        high = Math.max(high, loss);
      }
    }
    double range = high - low;
    return range > 0 && Double.isFinite(range) ? range : 0;
  }
}
