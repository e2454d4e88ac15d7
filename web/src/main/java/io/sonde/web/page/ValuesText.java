package io.sonde.web.page;

import io.sonde.web.document.Json;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Values by path as YAML, a line each. */
final class ValuesText {
  /** A text that YAML takes as this very text where no quotes stand around it. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_.\\[\\]*-]*");

  private static final Pattern WORD_OF_YAML = Pattern.compile("(?i)true|false|null");

  private ValuesText() {}

  static String of(Map<String, Object> values) {
    return values.entrySet().stream()
        .map(entry -> text(entry.getKey()) + ": " + value(entry.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  /** JSON is YAML, so whatever is no plain word is written so. */
  private static String value(Object value) {
    return value instanceof String text ? text(text) : Json.text(Json.tree(value));
  }

  private static String text(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !WORD_OF_YAML.matcher(text).matches();
    return plain ? text : Json.text(Json.tree(text));
  }
}
