package io.sonde.search.binding;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Sealed interfaces: each permitted record is the branch of its name. */
final class Branches {
  private Branches() {}

  static Object bind(Object value, Class<?> type, String path) {
    if (value instanceof String word) {
      return branch(word, Map.of(), value, type, path);
    } else if (value instanceof Map<?, ?> mapping && mapping.size() == 1) {
      Map.Entry<?, ?> entry = mapping.entrySet().iterator().next();
      return branch(String.valueOf(entry.getKey()), entry.getValue(), value, type, path);
    }
    throw Words.expected("one of " + names(type), value, path);
  }

  private static Object branch(
      String name, Object settings, Object value, Class<?> type, String path) {
    Class<?> branch =
        Arrays.stream(type.getPermittedSubclasses())
            .filter(permitted -> Names.same(permitted.getSimpleName(), name))
            .findFirst()
            .orElseThrow(() -> Words.expected("one of " + names(type), value, path));
    return Binding.bind(settings, branch, path.isEmpty() ? name : path + "." + name);
  }

  private static String names(Class<?> type) {
    return Arrays.stream(type.getPermittedSubclasses())
        .map(permitted -> Names.snake(permitted.getSimpleName()))
        .collect(Collectors.joining(", "));
  }
}
