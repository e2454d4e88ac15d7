package io.sonde.search.insight.sample;

import java.util.Arrays;

/**
 * A rising function under which the values of an objective lie close enough together for a model of
 * squared errors. Values in the unit of the objective are turned into model values and back.
 */
public sealed interface Warp {
  /** How many times the smallest the largest positive value must be for a logarithm. */
  double DECADES = 1e3;

  /** How many interquartile ranges beyond a quartile a value lies far out (Tukey 1977). */
  double FAR_OUT = 3;

  /** The model value of a value. */
  double apply(double value);

  /** The value of a model value. */
  double invert(double model);

  /**
   * The warp for these finite values: a logarithm where all are positive and span three decades, an
   * inverse hyperbolic sine about the median where some lie far out, else none.
   */
  static Warp of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    if (sorted.length < 2) {
      return new None();
    }
    double least = sorted[0];
    double most = sorted[sorted.length - 1];
    if (least > 0 && most / least >= DECADES) {
      return new Logarithm();
    }
    double low = quantile(sorted, 0.25);
    double high = quantile(sorted, 0.75);
    double reach = FAR_OUT * (high - low);
    if (most <= high + reach && least >= low - reach) {
      return new None();
    }
    double width = high > low ? (high - low) / 2 : smallestGap(sorted);
    return new Sine(quantile(sorted, 0.5), width);
  }

  private static double quantile(double[] sorted, double share) {
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  /** Half the values are equal then, and some other value is not. */
  private static double smallestGap(double[] sorted) {
    double gap = sorted[sorted.length - 1] - sorted[0];
    for (int i = 1; i < sorted.length; i++) {
      double difference = sorted[i] - sorted[i - 1];
      gap = difference > 0 ? Math.min(gap, difference) : gap;
    }
    return gap;
  }

  /** Values as they are. */
  record None() implements Warp {
    @Override
    public double apply(double value) {
      return value;
    }

    @Override
    public double invert(double model) {
      return model;
    }
  }

  /** The natural logarithm. */
  record Logarithm() implements Warp {
    @Override
    public double apply(double value) {
      return Math.log(value);
    }

    @Override
    public double invert(double model) {
      return Math.exp(model);
    }
  }

  /**
   * Straight near the median, logarithmic far from it on both sides.
   *
   * @param width the distance from the median at which the bend begins; above 0
   */
  record Sine(double median, double width) implements Warp {
    public Sine {
      if (!(width > 0)) {
        throw new IllegalArgumentException("expected a width above 0, got " + width);
      }
    }

    @Override
    public double apply(double value) {
      double x = (value - median) / width;
      return Math.signum(x) * Math.log(Math.abs(x) + Math.hypot(x, 1));
    }

    @Override
    public double invert(double model) {
      return median + width * Math.sinh(model);
    }
  }
}
