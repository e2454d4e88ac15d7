package io.sonde.search.history;

import java.util.Locale;

/**
 * A bound on a metric.
 *
 * @param atLeast the smallest value allowed; minus infinity for none
 * @param atMost the largest value allowed; infinity for none
 * @param beforeTraining whether the metric is known before training; otherwise it is that of the
 *     trial's best step, or one measured at its end
 */
public record Constraint(String metric, double atLeast, double atMost, boolean beforeTraining) {
  public Constraint {
    if (!(atLeast <= atMost)) {
      throw new IllegalArgumentException(
          "no value of '" + metric + "' is at least " + atLeast + " and at most " + atMost);
    }
  }

  /** Whether a value is within the bounds; NaN is not. */
  public boolean holds(double value) {
    return value >= atLeast && value <= atMost;
  }

  /**
   * By how much a value violates the bounds, in the metric's own unit: above 0 when it does,
   * otherwise the distance to the nearer bound as a negative number; NaN of NaN.
   */
  public double violation(double value) {
    return Math.max(atLeast - value, value - atMost);
  }

  /** What is wrong with a value that does not hold. */
  public String sentence(double value) {
    if (Double.isNaN(value)) {
      return "the constraint on '" + metric + "' has no value to judge by";
    }
    boolean above = value > atMost;
    return metric
        + " is "
        + number(value)
        + ", "
        + (above ? "above the at_most of " : "not at the at_least of ")
        + number(above ? atMost : atLeast);
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%,d", (long) value)
        : String.valueOf(value);
  }
}
