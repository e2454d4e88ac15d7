package io.sonde.app.progress;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How numbers, times and configurations are said to people. */
final class Words {
  private static final int SIGNIFICANT = 4;

  private Words() {}

  /** A number with sensible digits. */
  static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return String.valueOf(value);
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e6) {
      return String.format(Locale.ROOT, "%d", (long) value);
    }
    double size = Math.abs(value);
    if (size >= 1e-3 && size < 1e6) {
      int digits = (int) Math.max(0, SIGNIFICANT - 1 - Math.floor(Math.log10(size)));
      return String.format(Locale.ROOT, "%." + Math.min(6, digits) + "f", value);
    }
    return String.format(Locale.ROOT, "%.2e", value);
  }

  /** A duration as {@code 1 h 02 min}, {@code 3 min 05 s} or {@code 12 s}. */
  static String time(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds >= 3600) {
      return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
    }
    return seconds >= 60
        ? String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60)
        : seconds + " s";
  }

  /** A configuration on one line. */
  static String configuration(JsonNode node) {
    if (node.isObject()) {
      List<String> parts = new ArrayList<>();
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        String value = configuration(entry.getValue());
        parts.add(value.isEmpty() ? entry.getKey() : entry.getKey() + " " + bracket(entry, value));
      }
      return String.join(", ", parts);
    }
    if (node.isArray()) {
      List<String> parts = new ArrayList<>();
      node.forEach(item -> parts.add(configuration(item)));
      return "[" + String.join("; ", parts) + "]";
    }
    return node.isFloatingPointNumber() ? number(node.asDouble()) : node.asText();
  }

  private static String bracket(Map.Entry<String, JsonNode> entry, String value) {
    return entry.getValue().isObject() ? "(" + value + ")" : value;
  }
}
