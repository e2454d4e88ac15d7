package io.sonde.search.sampler.gp;

import io.sonde.search.history.History;
import java.util.Arrays;

/**
 * The model of one quantity along a growing history. Hyperparameters are learnt anew whenever the
 * number of trials has grown by a sixteenth, from the trials up to then; in between, trials are
 * only added to the model. What has been computed is kept, and used again where it would come out
 * the same: the model is a function of the trials and their values alone.
 */
final class Surrogate {
  /** Hyperparameters are learnt from at most so many trials. */
  private static final int FITTED = 200;

  private final Embedding embedding;
  private final int mostTrials;
  private final int first;
  private final Fit fit;
  private Told fitted = new Told(new int[0], new double[0]);
  private Points fittedPoints;
  private Model model;

  Surrogate(Embedding embedding, int mostTrials, int first) {
    this.first = first;
    this.embedding = embedding;
    this.mostTrials = mostTrials;
    this.fit = new Fit(embedding);
    this.fittedPoints = new Points(embedding, 0);
    Hyperparameters before = Hyperparameters.of(new Prior(embedding.parameters()).mode());
    this.model = new Model(embedding, before, 0);
  }

  /** The model of these trials of a history, which are at least one. */
  Model of(History history, Told told) {
    learn(history, told.first(milestone(told.size())).atMost(FITTED));
    Told chosen = told.atMost(mostTrials);
    int n = 0;
    for (int trial : chosen.trials()) {
      double[] point = point(history, trial);
      if (!model.has(n, point)) {
        model.truncate(n);
        model.add(point);
      }
      n++;
    }
    model.truncate(n);
    model.explain(Warp.of(chosen.losses(), first).targets(model.hyperparameters().bend()));
    return model;
  }

  /** The largest number up to this one at which hyperparameters are learnt. */
  static int milestone(int size) {
    int milestone = Math.min(size, 16);
    while (milestone + Math.max(1, milestone / 16) <= size) {
      milestone += Math.max(1, milestone / 16);
    }
    return milestone;
  }

  private void learn(History history, Told told) {
    if (Arrays.equals(fitted.trials(), told.trials())
        && Arrays.equals(fitted.losses(), told.losses())
        && samePoints(history, told)) {
      return;
    }
    Points points = new Points(embedding, told.size());
    for (int trial : told.trials()) {
      points.add(point(history, trial));
    }
    Hyperparameters learnt = fit.of(points, Warp.of(told.losses(), first));
    model = new Model(embedding, learnt, told.size() + 64);
    fitted = told;
    fittedPoints = points;
  }

  private boolean samePoints(History history, Told told) {
    for (int i = 0; i < told.size(); i++) {
      if (!fittedPoints.same(i, point(history, told.trials()[i]))) {
        return false;
      }
    }
    return true;
  }

  private double[] point(History history, int trial) {
    double[] row = new double[history.space().parameters().size()];
    for (int p = 0; p < row.length; p++) {
      row[p] = history.code(trial, p);
    }
    return embedding.point(row);
  }
}
