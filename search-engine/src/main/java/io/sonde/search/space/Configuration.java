package io.sonde.search.space;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A space with every search expression replaced by a value.
 *
 * @param tree the document: maps, lists, String, Long, Double, Boolean
 * @param values the searched values by path, in the order of the document; only the active ones
 */
public record Configuration(Map<String, Object> tree, Map<String, Object> values) {
  public Configuration {
    tree = Collections.unmodifiableMap(new LinkedHashMap<>(tree));
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
