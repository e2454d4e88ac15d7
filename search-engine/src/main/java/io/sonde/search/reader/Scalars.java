package io.sonde.search.reader;

import io.sonde.search.spec.schema.Schema;
import java.util.Optional;

/** Fits single values to their schemas. */
final class Scalars {
  private static final double MAX_WHOLE = 9007199254740992.0;

  private Scalars() {}

  /**
   * The value in the type its place asks for: Double where a real number is, Long where a whole
   * number is. Empty when it does not fit.
   */
  static Optional<Object> fit(Object value, Schema schema) {
    if (schema instanceof Schema.Real real) {
      return real(value, real);
    } else if (schema instanceof Schema.Whole whole) {
      return whole(value, whole);
    } else if (schema instanceof Schema.Truth) {
      return Optional.of(value).filter(Boolean.class::isInstance);
    } else if (schema instanceof Schema.Text text) {
      return Optional.of(value).filter(v -> v instanceof String s && matches(s, text));
    } else if (schema instanceof Schema.Word word) {
      return Optional.of(value).filter(v -> v instanceof String s && word.words().contains(s));
    } else if (schema instanceof Schema.Either either) {
      return either.options().stream().flatMap(o -> fit(value, o).stream()).findFirst();
    } else if (schema instanceof Schema.Anything) {
      return Optional.of(value).filter(v -> !(v instanceof Double d) || Double.isFinite(d));
    }
    return Optional.empty();
  }

  private static Optional<Object> real(Object value, Schema.Real real) {
    if (!(value instanceof Number number)) {
      return Optional.empty();
    }
    double d = number.doubleValue();
    boolean fits = Double.isFinite(d) && d >= real.least() && d <= real.most();
    return fits ? Optional.of(d) : Optional.empty();
  }

  /** A real number without a fraction, such as 1e3, is a whole number too. */
  private static Optional<Object> whole(Object value, Schema.Whole whole) {
    long number;
    if (value instanceof Long l) {
      number = l;
    } else if (value instanceof Double d && d == Math.rint(d) && Math.abs(d) <= MAX_WHOLE) {
      number = d.longValue();
    } else {
      return Optional.empty();
    }
    boolean fits = number >= whole.least() && number <= whole.most();
    return fits ? Optional.of(number) : Optional.empty();
  }

  private static boolean matches(String value, Schema.Text text) {
    return text.pattern().map(value::matches).orElse(true);
  }
}
