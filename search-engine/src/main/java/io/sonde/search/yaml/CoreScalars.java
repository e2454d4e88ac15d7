package io.sonde.search.yaml;

import java.util.Optional;
import java.util.regex.Pattern;

/** The types of plain scalars by the core schema of YAML 1.2, section 10.3. */
final class CoreScalars {
  private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");
  private static final Pattern TRUTH = Pattern.compile("true|True|TRUE|false|False|FALSE");
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
  private static final Pattern REAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern INFINITE = Pattern.compile("[-+]?\\.(inf|Inf|INF)");
  private static final Pattern NAN = Pattern.compile("\\.(nan|NaN|NAN)");

  private CoreScalars() {}

  /** Empty for null; else String, Long, Double or Boolean. */
  static Optional<Object> value(String text) {
    if (NULL.matcher(text).matches()) {
      return Optional.empty();
    } else if (TRUTH.matcher(text).matches()) {
      return Optional.of(Boolean.parseBoolean(text));
    } else if (WHOLE.matcher(text).matches()) {
      return Optional.of(whole(text, text, 10));
    } else if (OCTAL.matcher(text).matches()) {
      return Optional.of(whole(text, text.substring(2), 8));
    } else if (HEXADECIMAL.matcher(text).matches()) {
      return Optional.of(whole(text, text.substring(2), 16));
    } else if (REAL.matcher(text).matches()) {
      return Optional.of(Double.parseDouble(text));
    } else if (INFINITE.matcher(text).matches()) {
      double sign = text.startsWith("-") ? -1 : 1;
      return Optional.of(sign * Double.POSITIVE_INFINITY);
    } else if (NAN.matcher(text).matches()) {
      return Optional.of(Double.NaN);
    }
    return Optional.of(text);
  }

  /** A whole number beyond 64 bits becomes the nearest real number. */
  private static Object whole(String text, String digits, int radix) {
    try {
      return Long.parseLong(digits, radix);
    } catch (NumberFormatException e) {
      return radix == 10
          ? Double.parseDouble(text)
          : new java.math.BigInteger(digits, radix).doubleValue();
    }
  }
}
