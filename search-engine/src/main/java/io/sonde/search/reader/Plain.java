package io.sonde.search.reader;

import io.sonde.search.space.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Places without search expressions, as plain values. */
final class Plain {
  private Plain() {}

  static Map<String, Object> mapping(Node.Mapping mapping) {
    Map<String, Object> values = new LinkedHashMap<>();
    mapping.entries().forEach((key, node) -> values.put(key, value(node)));
    return values;
  }

  private static Object value(Node node) {
    if (node instanceof Node.Mapping mapping) {
      return mapping(mapping);
    } else if (node instanceof Node.Sequence sequence) {
      List<Object> values = new ArrayList<>();
      sequence.items().forEach(item -> values.add(value(item)));
      return values;
    } else if (node instanceof Node.Constant constant) {
      return constant.value();
    }
    throw new IllegalArgumentException("expected a plain value, got " + node);
  }
}
