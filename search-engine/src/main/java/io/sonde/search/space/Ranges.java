package io.sonde.search.space;

import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalDouble;

/** The arithmetic that the domains share. */
final class Ranges {
  static final double MAX_WHOLE = 9007199254740992.0;

  private Ranges() {}

  static void check(double low, double high, Scale scale, OptionalDouble step) {
    if (!Double.isFinite(low) || !Double.isFinite(high) || low > high) {
      throw new IllegalArgumentException(
          "expected finite bounds with low <= high, got [" + low + ", " + high + "]");
    }
    if (scale == Scale.LOG && low <= 0) {
      throw new IllegalArgumentException("scale log needs a low bound above 0, got " + low);
    }
    if (scale == Scale.LOG1M && high >= 1) {
      throw new IllegalArgumentException("scale log1m needs a high bound below 1, got " + high);
    }
    if (step.isPresent() && !(step.getAsDouble() > 0)) {
      throw new IllegalArgumentException("step must be above 0, got " + step.getAsDouble());
    }
  }

  static double number(Domain domain, Object value, double low, double high) {
    if (!domain.contains(value)) {
      throw new IllegalArgumentException(
          value + " is not within [" + low + ", " + high + "] of " + domain);
    }
    return ((Number) value).doubleValue();
  }

  /**
   * The grid point nearest to {@code value}; the grid starts at {@code low} and ends below high. It
   * is reckoned in decimals, so that steps of 0.1 give 0.3 and not 0.30000000000000004.
   */
  static double onGrid(double value, double low, double high, double step) {
    BigDecimal index = BigDecimal.valueOf(gridIndex(value, low, high, step));
    BigDecimal point = BigDecimal.valueOf(low).add(BigDecimal.valueOf(step).multiply(index));
    return Math.min(high, point.doubleValue());
  }

  /** How many steps the grid point nearest to {@code value} is away from {@code low}. */
  static long gridIndex(double value, double low, double high, double step) {
    double last = gridSize(low, high, step) - 1;
    return (long) Math.min(last, Math.max(0, Math.rint((value - low) / step)));
  }

  static double gridSize(double low, double high, double step) {
    return Math.floor((high - low) / step + 1e-9) + 1;
  }

  static List<Object> listed(List<Object> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("expected at least one value, got []");
    }
    return values instanceof Listed ? values : new Listed(values);
  }

  static double listedCode(Domain domain, List<Object> values, Object value) {
    int index = values.indexOf(value);
    if (index < 0) {
      throw new IllegalArgumentException(value + " is not one of " + domain);
    }
    return index;
  }

  static Object listedValue(List<Object> values, double code) {
    return values.get((int) Math.min(values.size() - 1, Math.max(0, Math.rint(code))));
  }
}
