package io.sonde.search.insight;

import java.util.List;

/**
 * The Pareto front of a sweep with several objectives. Values are in the objectives' own units.
 *
 * @param points by the first objective, the best first
 * @param dominated other feasible trials, thinned where there are many
 * @param reference the point from which the hypervolume is measured; empty when there is no front
 * @param hypervolume what the front dominates, in the product of the units
 * @param growth how that grew from trial to trial, measured from the same point
 */
public record ParetoPicture(
    List<Point> points,
    List<Point> dominated,
    List<Double> reference,
    double hypervolume,
    List<Growth> growth) {
  public ParetoPicture {
    points = List.copyOf(points);
    dominated = List.copyOf(dominated);
    reference = List.copyOf(reference);
    growth = List.copyOf(growth);
  }

  /** A trial with its value of each objective. */
  public record Point(int trial, List<Double> values) {
    public Point {
      values = List.copyOf(values);
    }
  }

  /** The hypervolume of the trials up to this one. */
  public record Growth(int trial, double hypervolume) {}
}
