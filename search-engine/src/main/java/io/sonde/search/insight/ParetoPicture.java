package io.sonde.search.insight;

import java.util.List;

/**
 * The Pareto front of a sweep with several objectives. Values are in the objectives' own units.
 *
 * @param points by the first objective, the best first
 * @param reference the point from which the hypervolume is measured; empty when there is no front
 * @param hypervolume what the front dominates, in the product of the units
 */
public record ParetoPicture(List<Point> points, List<Double> reference, double hypervolume) {
  public ParetoPicture {
    points = List.copyOf(points);
    reference = List.copyOf(reference);
  }

  /** A trial on the front with its value of each objective. */
  public record Point(int trial, List<Double> values) {
    public Point {
      values = List.copyOf(values);
    }
  }
}
