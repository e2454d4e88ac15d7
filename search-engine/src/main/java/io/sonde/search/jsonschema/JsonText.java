package io.sonde.search.jsonschema;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes trees of maps, lists and single values as JSON, the same tree always as the same text. */
final class JsonText {
  private final StringBuilder out = new StringBuilder();

  private JsonText() {}

  /** Indented by two spaces, ending with a line break. */
  static String of(Map<String, Object> tree) {
    JsonText text = new JsonText();
    text.value(tree, 0);
    return text.out.append('\n').toString();
  }

  private void value(Object value, int depth) {
    if (value instanceof Map<?, ?> map) {
      object(map, depth);
    } else if (value instanceof List<?> list) {
      array(list, depth);
    } else if (value instanceof String string) {
      string(string);
    } else if (value instanceof Double number) {
      out.append(number(number));
    } else if (value instanceof Long || value instanceof Integer || value instanceof Boolean) {
      out.append(value);
    } else {
      throw new IllegalArgumentException("expected a value of JSON, got " + value);
    }
  }

  private void object(Map<?, ?> map, int depth) {
    out.append('{');
    for (Iterator<? extends Map.Entry<?, ?>> i = map.entrySet().iterator(); i.hasNext(); ) {
      Map.Entry<?, ?> entry = i.next();
      line(depth + 1);
      string((String) entry.getKey());
      out.append(": ");
      value(entry.getValue(), depth + 1);
      out.append(i.hasNext() ? "," : "");
    }
    if (!map.isEmpty()) {
      line(depth);
    }
    out.append('}');
  }

  /** Lists of single values stand in one line. */
  private void array(List<?> list, int depth) {
    boolean flat = list.stream().noneMatch(v -> v instanceof Map || v instanceof List);
    out.append('[');
    for (int i = 0; i < list.size(); i++) {
      if (!flat) {
        line(depth + 1);
      }
      value(list.get(i), depth + 1);
      out.append(i + 1 == list.size() ? "" : flat ? ", " : ",");
    }
    if (!flat) {
      line(depth);
    }
    out.append(']');
  }

  private void line(int depth) {
    out.append('\n').append("  ".repeat(depth));
  }

  private static String number(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("JSON has no number " + value);
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }

  private void string(String string) {
    out.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
