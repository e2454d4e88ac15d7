package io.sonde.search.binding;

import java.util.List;
import java.util.Map;

/** What messages say of values. */
final class Words {
  private Words() {}

  static IllegalArgumentException expected(String what, Object value, String path) {
    return new IllegalArgumentException(at(path) + "expected " + what + ", got " + got(value));
  }

  /** The place, as messages begin. */
  static String at(String path) {
    return path.isEmpty() ? "" : "at '" + path + "': ";
  }

  private static String got(Object value) {
    if (value instanceof Map<?, ?> map) {
      return "a mapping of " + (map.isEmpty() ? "nothing" : String.join(", ", keys(map)));
    } else if (value instanceof List<?> list) {
      return "a list of " + list.size();
    }
    return value instanceof String ? "'" + value + "'" : String.valueOf(value);
  }

  private static List<String> keys(Map<?, ?> map) {
    return map.keySet().stream().map(String::valueOf).toList();
  }
}
