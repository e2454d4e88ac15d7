package io.sonde.web.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A configuration as an outline: one line a value, indented by its depth. */
public record ConfigurationView(List<Line> lines) {
  /**
   * A line.
   *
   * @param depth from 0
   * @param item whether it begins an item of a list
   * @param key empty for an item that is a plain value
   * @param value empty where the value stands on the lines below
   * @param full the value with all its digits
   */
  public record Line(int depth, boolean item, String key, String value, String full) {}

  static ConfigurationView of(Map<String, Object> tree) {
    List<Line> lines = new ArrayList<>();
    tree.forEach((key, value) -> add(lines, 0, false, key, value));
    return new ConfigurationView(lines);
  }

  private static void add(List<Line> lines, int depth, boolean item, String key, Object value) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      lines.add(new Line(depth, item, key, "", ""));
      map.forEach((k, v) -> add(lines, depth + 1, false, String.valueOf(k), v));
    } else if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
      lines.add(new Line(depth, item, key, "", ""));
      list.forEach(element -> addItem(lines, depth + 1, element));
    } else {
      lines.add(new Line(depth, item, key, Figures.value(value), value.toString()));
    }
  }

  /** An item that is a mapping begins on the line of its first key. */
  private static void addItem(List<Line> lines, int depth, Object element) {
    if (element instanceof Map<?, ?> map && !map.isEmpty()) {
      boolean first = true;
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        add(lines, depth, first, String.valueOf(entry.getKey()), (Object) entry.getValue());
        first = false;
      }
    } else {
      add(lines, depth, true, "", element);
    }
  }
}
