package io.sonde.search.method;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The settings of a method, by key. Every method throws {@link IllegalArgumentException} that names
 * the key when a value is missing or of another type than asked for.
 */
public record Settings(Map<String, Object> values) {
  public Settings {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Whether there is a value for a key. */
  public boolean has(String key) {
    return values.containsKey(key);
  }

  /** A whole number. */
  public int whole(String key) {
    if (value(key) instanceof Number n && n.doubleValue() == n.intValue()) {
      return n.intValue();
    }
    throw expected("a whole number", key);
  }

  /** A whole number that may be absent. */
  public OptionalInt wholeIfAny(String key) {
    return has(key) ? OptionalInt.of(whole(key)) : OptionalInt.empty();
  }

  /** A number. */
  public double real(String key) {
    if (value(key) instanceof Number n) {
      return n.doubleValue();
    }
    throw expected("a number", key);
  }

  /** A text. */
  public String text(String key) {
    if (value(key) instanceof String text) {
      return text;
    }
    throw expected("a text", key);
  }

  /** True or false. */
  public boolean flag(String key) {
    if (value(key) instanceof Boolean flag) {
      return flag;
    }
    throw expected("true or false", key);
  }

  /** The value of a key, whatever it is. */
  public Object value(String key) {
    return Optional.ofNullable(values.get(key))
        .orElseThrow(() -> new IllegalArgumentException("the setting '" + key + "' is missing"));
  }

  private IllegalArgumentException expected(String what, String key) {
    return new IllegalArgumentException(
        "expected " + what + " for " + key + ", got " + values.get(key));
  }
}
