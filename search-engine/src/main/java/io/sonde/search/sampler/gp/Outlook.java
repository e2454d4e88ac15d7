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
 * is known. Running and waiting trials count as if they had come to what is expected of them. Not
 * thread-safe.
 */
final class Outlook {
  /** Rows near so many of the best trials are looked at. */
  private static final int BEST = 6;

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
    Scalarization scalarization = Scalarization.drawn(losses.length, random);
    double[] feasible = onlyFeasible(history, scalarization.of(losses));
    double least = Arrays.stream(feasible).filter(v -> !Double.isNaN(v)).min().orElse(Double.NaN);
    boolean nothing = Double.isNaN(least);
    if (nothing) {
      models.clear();
    }
    int first = models.size();
    double[] violation = new double[history.size()];
    for (int c = 0; c < history.goal().constraints().size(); c++) {
      double[] each = learn(history, constraint(c), Told.violations(history, c), models);
      Arrays.setAll(violation, trial -> violation[trial] + Math.max(0, each[trial]));
    }
    believe(history, models);
    Acquisition acquisition = nothing ? Acquisition.NONE : scalarization.improvement(least);
    return new Prospect(
        new Landscape(embedding, models, new Feasible(acquisition, first)),
        best(history, nothing ? violation : feasible));
  }

  private Surrogate objective(int index) {
    while (objectives.size() <= index) {
      objectives.add(
          new Surrogate(
              embedding,
              settings.maxTrials(),
              losses -> LossWarp.of(losses, settings.startupTrials())));
    }
    return objectives.get(index);
  }

  private Surrogate constraint(int index) {
    while (constraints.size() <= index) {
      constraints.add(new Surrogate(embedding, settings.maxTrials(), ViolationWarp::new));
    }
    return constraints.get(index);
  }

  /** Adds the model of a quantity, if anything is told of it; answers what it expects by trial. */
  private static double[] learn(
      History history, Surrogate surrogate, Told told, List<Model> models) {
    double[] expected = new double[history.size()];
    Arrays.fill(expected, Double.NaN);
    if (told.size() > 0) {
      Model model = surrogate.of(history, told);
      int[] given = surrogate.given(told).trials();
      for (int i = 0; i < given.length; i++) {
        expected[given[i]] = model.fitted(i);
      }
      models.add(model);
    }
    return expected;
  }

  /** NaN for trials that failed or are known to violate a constraint. */
  private static double[] onlyFeasible(History history, double[] worth) {
    double[] feasible = worth.clone();
    for (int trial = 0; trial < worth.length; trial++) {
      boolean kept =
          switch (history.state(trial)) {
            case COMPLETED, STOPPED, PAUSED -> !Told.violates(history, trial);
            case WAITING, RUNNING, INFEASIBLE, FAILED, CANCELLED -> false;
          };
      feasible[trial] = kept && !Double.isNaN(history.value(trial)) ? worth[trial] : Double.NaN;
    }
    return feasible;
  }

  private void believe(History history, List<Model> models) {
    List<double[]> pending =
        IntStream.range(0, history.size())
            .filter(trial -> pending(history.state(trial)))
            .mapToObj(trial -> embedding.point(history, trial))
            .toList();
    models.forEach(model -> model.believe(pending));
  }

  private static boolean pending(TrialState state) {
    return state == TrialState.WAITING || state == TrialState.RUNNING;
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
