package io.sonde.trial.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The order of names of classes and other things: as numbers where all are, else as words. */
final class Classes {
  private Classes() {}

  /** Each name once, in its order. */
  static List<String> sorted(Collection<String> labels) {
    List<String> distinct = labels.stream().distinct().toList();
    Comparator<String> order =
        distinct.stream().allMatch(Classes::isNumber)
            ? Comparator.comparingDouble(Double::parseDouble)
            : Comparator.naturalOrder();
    return distinct.stream().sorted(order).toList();
  }

  /** The index of each label among the names, which hold it. */
  static int[] indices(List<String> labels, List<String> names) {
    Map<String, Integer> indices = new HashMap<>();
    names.forEach(name -> indices.put(name, indices.size()));
    return labels.stream()
        .mapToInt(label -> Objects.requireNonNull(indices.get(label), label))
        .toArray();
  }

  private static boolean isNumber(String word) {
    try {
      return Double.isFinite(Double.parseDouble(word));
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
