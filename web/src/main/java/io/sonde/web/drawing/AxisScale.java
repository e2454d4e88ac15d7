package io.sonde.web.drawing;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What an axis spans, in about five round steps, after P. S. Heckbert, "Nice numbers for graph
 * labels", Graphics Gems, 1990. The script {@code scale.js} finds the same.
 *
 * @param low a multiple of the step
 * @param high a multiple of the step, above low
 */
public record AxisScale(double low, double high, double step) {
  private static final int STEPS = 5;

  /** Beyond it, differences and products need not be finite. */
  private static final double LARGEST = 1e300;

  /** Values that differ by no more than so much of themselves are one. */
  private static final double SAME = 1e-12;

  public AxisScale {
    if (!(step > 0) || !(low < high) || Double.isInfinite(high - low)) {
      throw new IllegalArgumentException("no scale: " + low + " to " + high + " by " + step);
    }
  }

  /** The scale that holds all from the least to the most, which are finite. */
  public static AxisScale around(double least, double most) {
    double low = Math.max(least, -LARGEST);
    double high = Math.min(most, LARGEST);
    double size = Math.max(Math.abs(low), Math.abs(high));
    if (high - low <= Math.max(SAME * size, 1 / LARGEST)) {
      double room = size > 1 / LARGEST ? size / 2 : 0.5;
      low -= room;
      high += room;
    }
    double step = roundStep((high - low) / STEPS);
    return new AxisScale(Math.floor(low / step) * step, Math.ceil(high / step) * step, step);
  }

  /** A step of an axis that counts up to a number; at least one. */
  public static double countingStep(int most) {
    return Math.max(1, roundStep((double) most / STEPS));
  }

  /** One, two or five times a power of ten, near to a length. */
  private static double roundStep(double length) {
    double power = Math.pow(10, Math.floor(Math.log10(length)));
    double digit = length / power;
    return power * (digit < 1.5 ? 1 : digit < 3 ? 2 : digit < 7 ? 5 : 10);
  }

  /** Where the steps are, from the lowest. */
  public List<Double> ticks() {
    return IntStream.rangeClosed(0, (int) Math.round((high - low) / step))
        .mapToObj(at -> low + at * step)
        .toList();
  }

  /** Where a value lies, from 0 to 1; one that is beyond lies at the end. */
  public double place(double value) {
    return Math.min(1, Math.max(0, (value - low) / (high - low)));
  }
}
