package io.sonde.search.sampler.gp;

import io.sonde.search.history.History;

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

  /** How the values of a quantity are warped. */
  interface Warping {
    /**
     * The warp of some values.
     *
     * @param all that is told of the quantity, these values included
     */
    Warp warp(double[] values, Told all);
  }

  private final Embedding embedding;
  private final int mostTrials;
  private final Warping warping;
  private final Fit fit;
  private Told fitted = new Told(new int[0], new double[0]);
  private Points fittedPoints;
  private Model model;

  /**
   * Nothing learnt yet.
   *
   * @param mostTrials the model is given at most so many
   * @param warping how the quantity's values are warped
   */
  Surrogate(Embedding embedding, int mostTrials, Warping warping) {
    this.embedding = embedding;
    this.mostTrials = mostTrials;
    this.warping = warping;
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
    learn(history, told.first(milestone(told.size())));
    Told given = given(told);
    for (int i = 0; i < given.size(); i++) {
      double[] point = embedding.point(history, given.trials()[i]);
      if (!model.has(i, point)) {
        model.truncate(i);
        model.add(point);
      }
    }
    model.truncate(given.size());
    Warp warp = warping.warp(given.values(), told);
    model.explain(warp.targets(model.hyperparameters().bend()));
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

  private void learn(History history, Told all) {
    Told told = all.atMost(FITTED);
    Points points = new Points(embedding, told.size());
    for (int trial : told.trials()) {
      points.add(embedding.point(history, trial));
    }
    if (!told.same(fitted) || !points.same(fittedPoints)) {
      fitted = told;
      fittedPoints = points;
      Hyperparameters learnt = fit.of(points, warping.warp(told.values(), all));
      model = new Model(embedding, learnt, told.size() + 64);
    }
  }
}
