package io.sonde.search.binding;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * How names of Java and names of a document meet: {@code learningRate}, {@code learning_rate} and
 * {@code learning-rate} are the same name, as are {@code MaxPool} and {@code max_pool}.
 */
final class Names {
  private Names() {}

  /** The one of these keys that is meant by a name of Java; empty when there is none. */
  static Optional<String> find(String name, Collection<String> keys) {
    return keys.contains(name)
        ? Optional.of(name)
        : keys.stream().filter(key -> same(name, key)).findFirst();
  }

  static boolean same(String one, String other) {
    return bare(one).equals(bare(other));
  }

  private static String bare(String name) {
    return name.replaceAll("[_\\-]", "").toLowerCase(Locale.ROOT);
  }

  /** The name as a document would write it. */
  static String snake(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }
}
