package io.sonde.search.stopper.percentile;

import io.sonde.search.history.History;
import io.sonde.search.stopper.evidence.Completions;
import io.sonde.search.stopper.evidence.LearningCurve;
import io.sonde.search.stopper.evidence.Losses;
import io.sonde.search.stopper.evidence.Ranking;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The running averages of the trials that ran to their end, ranked at every step that was asked
 * for. Follows one history as it grows: a trial is looked at once, when it has completed.
 */
final class Averages {
  private final Completions completions;

  /** One ranking an objective, by step. */
  private final SortedMap<Integer, List<Ranking>> steps = new TreeMap<>();

  Averages(History history) {
    this.completions = new Completions(history);
  }

  History history() {
    return completions.history();
  }

  /** The averages up to a step, one ranking an objective; every completed trial is in it. */
  List<Ranking> upTo(int step) {
    completions.follow(trial -> add(trial, steps));
    if (!steps.containsKey(step)) {
      List<Ranking> rankings =
          history().goal().objectives().stream().map(objective -> new Ranking()).toList();
      SortedMap<Integer, List<Ranking>> alone = new TreeMap<>(Map.of(step, rankings));
      completions.all().stream().forEach(trial -> add(trial, alone));
      steps.put(step, rankings);
    }
    return steps.get(step);
  }

  /** Adds a trial at these steps, in one way along its curve for each objective. */
  private void add(int trial, SortedMap<Integer, List<Ranking>> to) {
    for (int j = 0; j < history().goal().objectives().size(); j++) {
      LearningCurve curve = new LearningCurve(history(), trial, j);
      double apart = Losses.of(history().goal().objectives().get(j), history().value(trial, j));
      double sum = 0;
      int n = 0;
      int position = 0;
      for (Map.Entry<Integer, List<Ranking>> entry : to.entrySet()) {
        while (position < curve.reports() && curve.step(position) <= entry.getKey()) {
          double loss = curve.loss(position++);
          sum += Double.isNaN(loss) ? 0 : loss;
          n += Double.isNaN(loss) ? 0 : 1;
        }
        entry.getValue().get(j).add(n == 0 && curve.empty() ? apart : sum / n, trial);
      }
    }
  }
}
