package io.sonde.web.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How numbers and times read to people. The script {@code figures.js} writes them the same way. */
public final class Figures {
  private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_UP);

  private Figures() {}

  /** A number with four significant digits; whole ones below a million stand in full. */
  public static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
    }
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e6) {
      return sign(size < 10_000 ? Long.toString((long) value) : grouped((long) value));
    }
    BigDecimal rounded = new BigDecimal(value).round(FOUR_DIGITS);
    if (size >= 1e6 || size < 1e-3) {
      return sign(exponential(rounded));
    }
    return sign(rounded.stripTrailingZeros().toPlainString());
  }

  /** With a narrow space between thousands. */
  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202f');
  }

  /** A measured number: four significant digits, also where the last ones are zeros. */
  public static String measured(double value) {
    double size = Math.abs(value);
    boolean plain = size >= 0.01 && size < 100 && value != Math.rint(value);
    if (!plain) {
      return number(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(FOUR_DIGITS);
    int decimals = FOUR_DIGITS.getPrecision() - rounded.precision() + rounded.scale();
    return sign(rounded.setScale(decimals, RoundingMode.UNNECESSARY).toPlainString());
  }

  private static String exponential(BigDecimal value) {
    BigDecimal digits = value.stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    String mantissa = digits.movePointLeft(exponent).stripTrailingZeros().toPlainString();
    return mantissa + "e" + exponent;
  }

  /** A minus sign of the width of a plus. */
  private static String sign(String number) {
    return number.replace('-', '−');
  }

  /** How far about a number may be off: two significant digits. */
  static String spread(double deviation) {
    if (deviation == 0 || !Double.isFinite(deviation)) {
      return number(deviation);
    }
    return number(new BigDecimal(deviation).round(new MathContext(2)).doubleValue());
  }

  /** A share within [0, 1] in per cent; below ten with one decimal. */
  public static String share(double share) {
    double percent = share * 100;
    boolean small = percent < 9.95 && percent >= 0.05;
    return String.format(Locale.ROOT, small ? "%.1f %%" : "%.0f %%", percent);
  }

  /** A value of a configuration. */
  public static String value(Object value) {
    if (value instanceof Double number) {
      return number(number);
    } else if (value instanceof Map<?, ?> map) {
      return map.isEmpty() ? "{}" : map.toString();
    } else if (value instanceof List<?> list) {
      return list.toString();
    }
    return value.toString();
  }

  /** A span of time in its two largest units: {@code 3 min 20 s}. */
  public static String duration(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", Math.max(0, span.toMillis()) / 1000.0);
    } else if (seconds < 60) {
      return seconds + " s";
    } else if (seconds < 3600) {
      return seconds / 60 + " min " + two(seconds % 60) + " s";
    } else if (seconds < 86_400) {
      return seconds / 3600 + " h " + two(seconds / 60 % 60) + " min";
    }
    return seconds / 86_400 + " d " + two(seconds / 3600 % 24) + " h";
  }

  private static String two(long number) {
    return number < 10 ? "0" + number : Long.toString(number);
  }

  /** How long ago something was, in its largest unit: {@code 3 minutes ago}. */
  static String ago(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    if (seconds < 10) {
      return "just now";
    } else if (seconds < 60) {
      return seconds + " seconds ago";
    } else if (seconds < 3600) {
      return count(seconds / 60, "minute") + " ago";
    } else if (seconds < 86_400) {
      return count(seconds / 3600, "hour") + " ago";
    }
    return count(seconds / 86_400, "day") + " ago";
  }

  /** A count with its noun. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
