package io.sonde.search.sampler.gp;

import io.sonde.search.history.History;
import java.util.function.Function;

/**
 * The model of one quantity along a growing history. Hyperparameters are learnt anew whenever the
 * number of trials has grown by a sixteenth, from the trials up to then; in between, trials are
 * only added to the model. What has been computed is kept, and used again where it would come out
 * the same: the model is a function of the trials and their values alone.
 */
final class Surrogate {
  /** Hyperparameters are learnt from at most so many trials. */
  private static final int FITTED = 200;

  private static final int EACH = 16;

  private final Embedding embedding;
  private final int mostTrials;
  private final Function<double[], Warp> warps;
  private final Fit fit;
  private Told fitted = new Told(new int[0], new double[0]);
  private Points fittedPoints;
  private Model model;

  /**
   * Nothing learnt yet.
   *
   * @param mostTrials the model is given at most so many
   * @param warps of the quantity's values, in the order of their trials
   */
  Surrogate(Embedding embedding, int mostTrials, Function<double[], Warp> warps) {
    this.embedding = embedding;
    this.mostTrials = mostTrials;
    this.warps = warps;
    this.fit = new Fit(embedding);
    this.fittedPoints = new Points(embedding, 0);
    this.model = new Model(embedding, fit.expected(), 0);
  }

  /** The trials that a model is given. */
  Told given(Told told) {
    return told.atMost(mostTrials);
  }

  /**
   * The model of these trials of a history, at least one, in the order in which {@link #given} has
   * them. It is overwritten by the next call.
   */
  Model of(History history, Told told) {
    learn(history, told.first(milestone(told.size())).atMost(FITTED));
    Told given = given(told);
    for (int i = 0; i < given.size(); i++) {
      double[] point = embedding.point(history, given.trials()[i]);
      if (!model.has(i, point)) {
        model.truncate(i);
        model.add(point);
      }
    }
    model.truncate(given.size());
    model.explain(warps.apply(given.values()).targets(model.hyperparameters().bend()));
    return model;
  }

  /** The largest number up to this one at which hyperparameters are learnt. */
  static int milestone(int size) {
    int milestone = Math.min(size, EACH);
    while (milestone + Math.max(1, milestone / EACH) <= size) {
      milestone += Math.max(1, milestone / EACH);
    }
    return milestone;
  }

  private void learn(History history, Told told) {
    Points points = new Points(embedding, told.size());
    for (int trial : told.trials()) {
      points.add(embedding.point(history, trial));
    }
    if (!told.same(fitted) || !points.same(fittedPoints)) {
      fitted = told;
      fittedPoints = points;
      model = new Model(embedding, fit.of(points, warps.apply(told.values())), told.size() + 64);
    }
  }
}
