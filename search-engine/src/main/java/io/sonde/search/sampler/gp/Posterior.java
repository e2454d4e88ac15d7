package io.sonde.search.sampler.gp;

import io.sonde.search.sampler.unit.UnitCube;
import io.sonde.search.space.Space;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * What a Gaussian process makes of trials that are over. It believes in scores: losses that were
 * standardised and bent (see {@link LossWarp}), smaller is better; {@link #loss} turns a score
 * back. Not thread-safe.
 */
public final class Posterior {
  /** Hyperparameters are learnt from at most so many trials. */
  private static final int FITTED = 200;

  /** The process is given at most so many trials. */
  private static final int GIVEN = 300;

  /** The median of so many first trials divides losses that matter from those that are just bad. */
  private static final int FIRST = 20;

  private static final int BEST = 6;

  private final UnitCube cube;
  private final Embedding embedding;
  private final List<double[]> rows;
  private final int[] given;
  private final LossWarp warp;
  private final Model model;

  /**
   * What is expected of a row.
   *
   * @param score the mean
   * @param deviation how unsure that is: one standard deviation, without the noise of a trial
   */
  public record Belief(double score, double deviation) {}

  /**
   * Given these trials, and where they are too many the better half and some of the others.
   *
   * @param space has a parameter with more than one value
   * @param rows codes by parameter, the oldest trial first; at least one
   * @param losses of the rows, finite
   */
  public Posterior(Space space, List<double[]> rows, double[] losses) {
    this.cube = new UnitCube(space);
    this.embedding = new Embedding(space, cube);
    this.rows = List.copyOf(rows);
    Told told = new Told(IntStream.range(0, losses.length).toArray(), losses);
    Told some = told.atMost(FITTED);
    Hyperparameters learnt = new Fit(embedding).of(points(some), LossWarp.of(some.values(), FIRST));
    Told all = told.atMost(GIVEN);
    this.given = all.trials();
    this.warp = LossWarp.of(all.values(), FIRST);
    this.model = new Model(embedding, learnt, given.length);
    for (int row : given) {
      model.add(embedding.point(this.rows.get(row)));
    }
    model.explain(warp.targets(learnt.bend()));
  }

  private Points points(Told told) {
    Points points = new Points(embedding, told.size());
    for (int row : told.trials()) {
      points.add(embedding.point(rows.get(row)));
    }
    return points;
  }

  /** The indices of the rows that the process was given; the better half of all are among them. */
  public int[] given() {
    return given.clone();
  }

  /** What is expected of a row of codes. */
  public Belief at(double[] row) {
    model.predict(embedding.point(row));
    return new Belief(model.mean(), Math.sqrt(model.variance()));
  }

  /** By how much the scores of repeated trials differ: one standard deviation. */
  public double noise() {
    return Math.sqrt(model.hyperparameters().noise());
  }

  /** The loss for which a score stands. */
  public double loss(double score) {
    return warp.loss(score, model.hyperparameters().bend());
  }

  /**
   * About the lowest score that some row of the space may well have.
   *
   * @param width how many standard deviations below its expectation
   */
  public double lowest(double width, RandomGenerator random) {
    Landscape bound = new Landscape(embedding, List.of(model), new LowerBound(width));
    List<double[]> best =
        IntStream.range(0, given.length)
            .boxed()
            .sorted(Comparator.comparingDouble(model::fitted))
            .limit(BEST)
            .map(i -> rows.get(given[i]))
            .toList();
    return new AcquisitionSearch(cube, bound, row -> true)
        .best(best, random)
        .map(row -> -bound.at(row))
        .orElseThrow();
  }
}
