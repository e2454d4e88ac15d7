package io.sonde.trial.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The order of class names: as numbers where all are numbers, else as words. */
final class Classes {
  private Classes() {}

  static List<String> sorted(Collection<String> labels) {
    List<String> distinct = labels.stream().distinct().toList();
    Comparator<String> order =
        distinct.stream().allMatch(Classes::isNumber)
            ? Comparator.comparingDouble(Double::parseDouble)
            : Comparator.naturalOrder();
    return distinct.stream().sorted(order).toList();
  }

  private static boolean isNumber(String word) {
    try {
      return Double.isFinite(Double.parseDouble(word));
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
