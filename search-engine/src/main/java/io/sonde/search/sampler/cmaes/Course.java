package io.sonde.search.sampler.cmaes;

import io.sonde.search.history.History;
import io.sonde.search.sampler.sobol.ScrambledSobol;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Where the search stands after some generations: the distributions, and how the best values went.
 * When it has converged it begins anew elsewhere, with twice the population. Immutable.
 *
 * <p>A. Auger, N. Hansen: A restart CMA evolution strategy with increasing population size. CEC
 * 2005.
 */
final class Course {
  private static final double SMALLEST_DEVIATION = 1e-11;
  private static final double LARGEST_DEVIATION = 1e3;
  private static final double LARGEST_CONDITION = 1e14;
  private static final double SMALLEST_RANGE = 1e-12;
  private static final int LARGEST_POPULATION = 1 << 16;

  private final Plan plan;
  private final int restarts;
  private final Strategy strategy;
  private final Gaussian gaussian;
  private final double[] factors;
  private final Categories categories;

  /** The best losses of the last generations, the latest last. */
  private final double[] bests;

  /**
   * What does not change in the course of a search.
   *
   * @param starts where each beginning has its mean
   * @param stepSize the step size of each beginning
   * @param population of the first
   */
  record Plan(
      Coordinates coordinates, ScrambledSobol starts, double stepSize, int population, long seed) {}

  /** The first beginning, in the middle of the space. */
  static Course beginning(Plan plan) {
    double[] middle = new double[plan.coordinates().numeric()];
    Arrays.fill(middle, 0.5);
    return beginning(plan, 0, middle);
  }

  private static Course beginning(Plan plan, int restarts, double[] mean) {
    long population = (long) plan.population() << Math.min(restarts, 30);
    Strategy strategy = new Strategy(mean.length, (int) Math.min(LARGEST_POPULATION, population));
    double[] factors = new double[mean.length];
    Arrays.fill(factors, 1);
    return new Course(
        plan,
        restarts,
        strategy,
        new Gaussian(strategy, mean, plan.stepSize()),
        factors,
        Categories.uniform(plan.coordinates().categories()),
        new double[0]);
  }

  private Course(
      Plan plan,
      int restarts,
      Strategy strategy,
      Gaussian gaussian,
      double[] factors,
      Categories categories,
      double[] bests) {
    this.plan = plan;
    this.restarts = restarts;
    this.strategy = strategy;
    this.gaussian = gaussian;
    this.factors = factors;
    this.categories = categories;
    this.bests = bests;
  }

  Gaussian gaussian() {
    return gaussian;
  }

  Categories categories() {
    return categories;
  }

  /** By how much draws of each coordinate are widened. */
  double factor(int coordinate) {
    return factors[coordinate];
  }

  /** How often the search has begun anew. */
  int restarts() {
    return restarts;
  }

  /** How many trials make the next generation. */
  int population() {
    return strategy.population();
  }

  /** After these trials, which are as many as the population. */
  Course next(History history, int[] trials) {
    Ranking ranking = Ranking.of(history, trials);
    double[] weights = ranking.shared(strategy.weights());
    Completion completion = new Completion(plan.coordinates(), gaussian, factors, plan.seed());
    double[][] steps =
        IntStream.of(ranking.trials())
            .mapToObj(trial -> completion.step(history, trial))
            .toArray(double[][]::new);
    Gaussian moved = gaussian.next(steps, weights);
    if (!moved.finite()) {
      return anew();
    }
    double[] mean = Arrays.stream(moved.mean()).map(m -> Math.min(1, Math.max(0, m))).toArray();
    double[] newFactors = factors.clone();
    Coordinates coordinates = plan.coordinates();
    new Margin(coordinates, 1.0 / Math.max(1, mean.length * population()))
        .correct(moved, mean, newFactors);
    Course next =
        new Course(
            plan,
            restarts,
            strategy,
            moved.at(mean),
            newFactors,
            categories.next(values(history, ranking.trials()), weights),
            with(ranking.best()));
    return next.converged() ? anew() : next;
  }

  private double[][] values(History history, int[] trials) {
    int[] categorical = plan.coordinates().categorical();
    return IntStream.of(trials)
        .mapToObj(t -> IntStream.of(categorical).mapToDouble(p -> history.code(t, p)).toArray())
        .toArray(double[][]::new);
  }

  private double[] with(double best) {
    int most = 10 + 30 * gaussian.dimensions() / population();
    return DoubleStream.concat(Arrays.stream(bests), DoubleStream.of(best))
        .skip(Math.max(0, bests.length + 1 - most))
        .toArray();
  }

  private Course anew() {
    return beginning(plan, restarts + 1, plan.starts().point(restarts));
  }

  /** Whether going on promises nothing: too narrow, too wide, too flat or too thin. */
  private boolean converged() {
    double[] extremes = gaussian.extremeDeviations();
    return narrow()
        || flat()
        || gaussian.stepSize() * extremes[0] > LARGEST_DEVIATION
        || extremes[0] * extremes[0] > LARGEST_CONDITION * extremes[1] * extremes[1];
  }

  private boolean narrow() {
    double widest = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < gaussian.dimensions(); j++) {
      double deviation = plan.coordinates().discrete(j) ? widest : gaussian.deviation(j);
      widest = Math.max(widest, deviation);
    }
    return widest >= 0 && widest < SMALLEST_DEVIATION;
  }

  /** Whether the best values of enough generations are the same but for rounding. */
  private boolean flat() {
    if (bests.length < 10 + 30 * gaussian.dimensions() / population()) {
      return false;
    }
    var range = Arrays.stream(bests).summaryStatistics();
    double size = Math.max(Math.abs(range.getMin()), Math.abs(range.getMax()));
    return range.getMin() == range.getMax()
        || range.getMax() - range.getMin() <= SMALLEST_RANGE * size;
  }
}
