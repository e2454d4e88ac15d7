package io.sonde.search.jsonschema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small pieces of JSON Schema. */
final class Tree {
  private Tree() {}

  /** A mapping of these keys and values in turn, in this order. */
  static Map<String, Object> of(Object... keysAndValues) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      tree.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return tree;
  }

  static Map<String, Object> anyOf(List<Map<String, Object>> options) {
    return options.size() == 1 ? options.get(0) : of("anyOf", options);
  }

  /** A mapping with these keys and no others. */
  static Map<String, Object> object(Map<String, Object> properties, String... required) {
    Map<String, Object> tree = of("type", "object");
    if (required.length > 0) {
      tree.put("required", List.of(required));
    }
    tree.put("properties", properties);
    tree.put("additionalProperties", false);
    return tree;
  }

  /** A list without doubles and with at least one item. */
  static Map<String, Object> listOf(Map<String, Object> item) {
    return of("type", "array", "items", item, "minItems", 1L, "uniqueItems", true);
  }

  /** What holds when a key has this value. */
  static Map<String, Object> when(
      String key, String value, boolean written, Map<String, Object> then) {
    Map<String, Object> condition = of("properties", of(key, of("const", value)));
    if (written) {
      condition.put("required", List.of(key));
    }
    return of("if", condition, "then", then);
  }
}
