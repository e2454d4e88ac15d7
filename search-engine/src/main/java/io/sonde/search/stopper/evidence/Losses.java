package io.sonde.search.stopper.evidence;

import io.sonde.search.history.Objective;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * How losses are written in a verdict: in the objective's own unit and direction, readable and
 * distinct.
 */
public record Losses(Objective objective) {
  private static final int DIGITS = 4;
  private static final int ALL_DIGITS = 17;

  /**
   * A value as a loss. Zero has one sign here, since {@link Double#compare} tells them apart; NaN
   * it makes the worst of all.
   */
  public static double of(Objective objective, double value) {
    return objective.direction().loss(value) + 0.0;
  }

  /** The name of the metric and the loss as a value of it. */
  public String named(double loss) {
    return objective.metric() + " " + write(loss);
  }

  /** The loss as a value of the metric. */
  public String write(double loss) {
    return rounded(loss, DIGITS);
  }

  /** The loss as a value of the metric, with enough digits to differ from {@code other}'s. */
  public String write(double loss, double other) {
    int digits = DIGITS;
    while (Double.compare(loss, other) != 0
        && digits < ALL_DIGITS
        && rounded(loss, digits).equals(rounded(other, digits))) {
      digits++;
    }
    return rounded(loss, digits);
  }

  private String rounded(double loss, int digits) {
    double value = objective.direction().loss(loss);
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal decimal = new BigDecimal(value).round(new MathContext(digits));
    double size = Math.abs(value);
    return size == 0 || (size >= 1e-4 && size < 1e9)
        ? decimal.stripTrailingZeros().toPlainString()
        : Double.toString(decimal.doubleValue());
  }
}
