package io.sonde.search.space;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands where in a configuration's document. */
final class Places {
  private Places() {}

  /** The value at a path; empty when there is no such place. */
  static Optional<Object> find(Map<String, Object> tree, String path) {
    return path.isEmpty() ? Optional.of(tree) : below(tree, "", path);
  }

  private static Optional<Object> below(Object node, String at, String path) {
    return children(node, at).entrySet().stream()
        .filter(child -> leadsTo(child.getKey(), path))
        .findFirst()
        .flatMap(
            child ->
                child.getKey().equals(path)
                    ? Optional.of(child.getValue())
                    : below(child.getValue(), child.getKey(), path));
  }

  private static boolean leadsTo(String place, String path) {
    return path.equals(place) || path.startsWith(place + ".") || path.startsWith(place + "[");
  }

  /** Every place, with its value. */
  static Map<String, Object> all(Map<String, Object> tree) {
    Map<String, Object> places = new LinkedHashMap<>();
    collect(tree, "", places);
    return places;
  }

  private static void collect(Object node, String at, Map<String, Object> places) {
    children(node, at)
        .forEach(
            (path, child) -> {
              places.put(path, child);
              collect(child, path, places);
            });
  }

  private static Map<String, Object> children(Object node, String at) {
    Map<String, Object> children = new LinkedHashMap<>();
    if (node instanceof Map<?, ?> mapping) {
      mapping.forEach((key, child) -> children.put(Paths.key(at, (String) key), child));
    } else if (node instanceof List<?> items) {
      for (int i = 0; i < items.size(); i++) {
        children.put(Paths.index(at, i), items.get(i));
      }
    }
    return children;
  }
}
