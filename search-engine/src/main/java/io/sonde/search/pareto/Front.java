package io.sonde.search.pareto;

import io.sonde.search.history.History;
import io.sonde.search.history.Objective;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The Pareto front of a history: the feasible trials with every objective that no other such trial
 * dominates; and how much they dominate together. Counts trials that ran to their end, were stopped
 * or laid aside. With one objective these are its best trials. A picture of one moment; immutable.
 */
public final class Front {
  private final int[] trials;
  private final double[] reference;
  private final double hypervolume;

  private Front(int[] trials, double[] reference, double hypervolume) {
    this.trials = trials;
    this.reference = reference;
    this.hypervolume = hypervolume;
  }

  /** The front, its volume measured from the point that {@link ReferencePoint} gives. */
  public static Front of(History history) {
    Outcomes outcomes = Outcomes.of(history);
    int[] rows = outcomes.front();
    return rows.length == 0
        ? new Front(rows, new double[0], 0)
        : of(history, outcomes, rows, ReferencePoint.beyond(losses(outcomes, rows)));
  }

  /**
   * The front, its volume measured from this point, so that volumes of different moments compare.
   *
   * @param reference a value of each objective, in its own unit and direction; finite
   */
  public static Front of(History history, double[] reference) {
    Outcomes outcomes = Outcomes.of(history);
    return of(history, outcomes, outcomes.front(), flipped(history, reference));
  }

  private static Front of(History history, Outcomes outcomes, int[] rows, double[] reference) {
    return new Front(
        IntStream.of(rows).map(outcomes::trial).toArray(),
        flipped(history, reference),
        new Hypervolume(reference).of(losses(outcomes, rows)));
  }

  private static double[][] losses(Outcomes outcomes, int[] rows) {
    return IntStream.of(rows).mapToObj(outcomes::losses).toArray(double[][]::new);
  }

  /** From values to losses, or back. */
  private static double[] flipped(History history, double[] point) {
    List<Objective> objectives = history.goal().objectives();
    if (point.length != objectives.size()) {
      throw new IllegalArgumentException(
          "expected " + objectives.size() + " values, got " + Arrays.toString(point));
    }
    return IntStream.range(0, point.length)
        .mapToDouble(m -> objectives.get(m).direction().loss(point[m]))
        .toArray();
  }

  /** The numbers of the trials on the front, rising; of trials that are alike all. */
  public int[] trials() {
    return trials.clone();
  }

  /**
   * The point from which the volume is measured, in the objectives' own units and directions; empty
   * when nobody gave one and the front is empty.
   */
  public double[] reference() {
    return reference.clone();
  }

  /** The volume between the front and the reference point, in the product of the units; exact. */
  public double hypervolume() {
    return hypervolume;
  }
}
