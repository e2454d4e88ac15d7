package io.sonde.search.sampler.gp;

import io.sonde.search.history.History;
import io.sonde.search.history.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What is known of a history: a model of every objective and of every constraint of which something
 * is known. Running and waiting trials count as if they had come to what is expected of them, and
 * next to them only an improvement that is worth a trial of its own is looked for: otherwise many
 * that are asked at once would crowd about the one expected optimum. Not thread-safe.
 */
final class Outlook {
  /** Rows near so many of the best trials are looked at. */
  private static final int BEST = 6;

  /** So many running trials are minded; they cost as much as trials that are over. */
  private static final int PENDING = 64;

  /**
   * A thousandth of what lies between the best loss and the reference, see {@link LossWarp}. Where
   * no larger improvement is left, what is hardly known is worth more than another digit (D.
   * Lizotte: Practical Bayesian optimization. 2008).
   */
  private static final double LEAST_WORTH = LossWarp.DEPTH / 1000;

  /** The same next to trials that run. */
  private static final double LEAST_WORTH_BESIDE = LossWarp.DEPTH / 100;

  private final Embedding embedding;
  private final GpSampler.Settings settings;
  private final List<Surrogate> objectives = new ArrayList<>();
  private final List<Surrogate> constraints = new ArrayList<>();

  Outlook(Embedding embedding, GpSampler.Settings settings) {
    this.embedding = embedding;
    this.settings = settings;
  }

  /**
   * Where to look for the next trial of a history.
   *
   * @param random with several objectives, draws which of the best compromises is looked for
   */
  Prospect of(History history, RandomGenerator random) {
    List<Model> models = new ArrayList<>();
    double[][] losses = new double[history.goal().objectives().size()][];
    for (int k = 0; k < losses.length; k++) {
      losses[k] = learn(history, objective(k), Told.losses(history, k), models);
    }
    List<Model> bounds = new ArrayList<>();
    double[] violation = new double[history.size()];
    for (int c = 0; c < history.goal().constraints().size(); c++) {
      double[] each = learn(history, constraint(c), Told.violations(history, c), bounds);
      Arrays.setAll(violation, trial -> violation[trial] + Math.max(0, each[trial]));
    }
    Scalarization scalarization = Scalarization.drawn(losses.length, random);
    double[] feasible = onlyFeasible(history, scalarization.of(losses), violation);
    double least = Arrays.stream(feasible).filter(v -> !Double.isNaN(v)).min().orElse(Double.NaN);
    if (Double.isNaN(least)) {
      return new Prospect(
          new Landscape(embedding, bounds, new Feasible(Acquisition.NONE, 0)),
          best(history, violation));
    }
    double atLeast = pending(history).length > 0 ? LEAST_WORTH_BESIDE : LEAST_WORTH;
    int first = models.size();
    models.addAll(bounds);
    Acquisition acquisition = new Feasible(scalarization.improvement(least - atLeast), first);
    return new Prospect(new Landscape(embedding, models, acquisition), best(history, feasible));
  }

  private Surrogate objective(int index) {
    while (objectives.size() <= index) {
      objectives.add(
          new Surrogate(
              embedding,
              settings.maxTrials(),
              (losses, all) ->
                  LossWarp.of(losses, LossWarp.reference(all.values(), settings.startupTrials()))));
    }
    return objectives.get(index);
  }

  private Surrogate constraint(int index) {
    while (constraints.size() <= index) {
      constraints.add(
          new Surrogate(
              embedding, settings.maxTrials(), (values, all) -> new ViolationWarp(values)));
    }
    return constraints.get(index);
  }

  /** Adds the model of a quantity, if anything is told of it; answers what it expects by trial. */
  private double[] learn(History history, Surrogate surrogate, Told told, List<Model> models) {
    double[] expected = new double[history.size()];
    Arrays.fill(expected, Double.NaN);
    if (told.size() > 0) {
      Model model = surrogate.of(history, told);
      int[] given = surrogate.given(told).trials();
      for (int i = 0; i < given.length; i++) {
        expected[given[i]] = model.fitted(i);
      }
      int[] pending = pending(history);
      double[] believed =
          model.believe(
              Arrays.stream(pending).mapToObj(trial -> embedding.point(history, trial)).toList());
      for (int i = 0; i < pending.length; i++) {
        expected[pending[i]] = believed[i];
      }
      models.add(model);
    }
    return expected;
  }

  /** The running and waiting trials, by number; of very many the most recent. */
  private static int[] pending(History history) {
    int[] pending = new int[PENDING];
    int n = 0;
    for (int trial = history.size() - 1; trial >= 0 && n < PENDING; trial--) {
      TrialState state = history.state(trial);
      if (state == TrialState.WAITING || state == TrialState.RUNNING) {
        pending[n++] = trial;
      }
    }
    return Arrays.stream(pending, 0, n).sorted().toArray();
  }

  /**
   * NaN for trials that failed or are known to violate a constraint, and for running ones that are
   * expected to.
   */
  private static double[] onlyFeasible(History history, double[] worth, double[] violation) {
    double[] feasible = worth.clone();
    for (int trial = 0; trial < worth.length; trial++) {
      boolean kept =
          switch (history.state(trial)) {
            case COMPLETED, STOPPED, PAUSED ->
                !Double.isNaN(history.value(trial)) && !Told.violates(history, trial);
            case WAITING, RUNNING -> !(violation[trial] > 0);
            case INFEASIBLE, FAILED, CANCELLED -> false;
          };
      feasible[trial] = kept ? worth[trial] : Double.NaN;
    }
    return feasible;
  }

  /** The rows of the trials with the least figures. */
  private static List<double[]> best(History history, double[] figures) {
    return IntStream.range(0, figures.length)
        .filter(trial -> !Double.isNaN(figures[trial]))
        .boxed()
        .sorted(Comparator.comparingDouble(trial -> figures[trial]))
        .limit(BEST)
        .map(trial -> row(history, trial))
        .toList();
  }

  private static double[] row(History history, int trial) {
    double[] row = new double[history.space().parameters().size()];
    Arrays.setAll(row, p -> history.code(trial, p));
    return row;
  }
}
