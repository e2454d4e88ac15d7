package io.sonde.trial.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A read-only view of one mapping of a configuration that knows its path, so that every refusal
 * says where. All getters throw {@link SettingsException} for a value of the wrong kind.
 *
 * @param path where the mapping stands, such as {@code network[2].conv}
 * @param values the mapping: String, Long, Double, Boolean, List, Map
 */
public record Settings(String path, Map<String, Object> values) {
  public Settings {
    values = Map.copyOf(values);
  }

  /** The view of a value that must be a mapping. */
  public static Settings of(String path, Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new SettingsException(path, "expected a mapping, got '" + value + "'");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    map.forEach((key, entry) -> values.put(String.valueOf(key), entry));
    return new Settings(path, values);
  }

  /** Whether a value is written for {@code key}. */
  public boolean has(String key) {
    return values.containsKey(key);
  }

  /** Refuses keys other than these. */
  public Settings only(Set<String> known) {
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        throw new SettingsException(
            at(key), "unknown; expected one of " + known.stream().sorted().toList());
      }
    }
    return this;
  }

  /** A whole number, or {@code otherwise} when none is written. */
  public int wholeNumber(String key, int otherwise) {
    return has(key) ? wholeNumber(key) : otherwise;
  }

  /** A whole number that must be written. */
  public int wholeNumber(String key) {
    double number = number(key);
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw new SettingsException(at(key), "expected a whole number, got " + number);
    }
    return (int) number;
  }

  /** A whole number of at least 1, or {@code otherwise} when none is written. */
  public int positive(String key, int otherwise) {
    return has(key) ? positive(key) : otherwise;
  }

  /** A whole number of at least 1 that must be written. */
  public int positive(String key) {
    int number = wholeNumber(key);
    if (number < 1) {
      throw new SettingsException(at(key), "expected at least 1, got " + number);
    }
    return number;
  }

  /** A number, or {@code otherwise} when none is written. */
  public double number(String key, double otherwise) {
    return has(key) ? number(key) : otherwise;
  }

  /** A number that must be written. */
  public double number(String key) {
    Object value = required(key);
    if (!(value instanceof Number number)) {
      throw new SettingsException(at(key), "expected a number, got '" + value + "'");
    }
    return number.doubleValue();
  }

  /** A number within bounds (both included), or {@code otherwise} when none is written. */
  public double within(String key, double low, double high, double otherwise) {
    double number = number(key, otherwise);
    if (!(number >= low && number <= high)) {
      throw new SettingsException(
          at(key), "expected a number from " + low + " to " + high + ", got " + number);
    }
    return number;
  }

  /** A word that must be written. */
  public String word(String key) {
    Object value = required(key);
    if (!(value instanceof String word) || word.isBlank()) {
      throw new SettingsException(at(key), "expected a word, got '" + value + "'");
    }
    return word;
  }

  /** A word, or {@code otherwise} when none is written. */
  public String word(String key, String otherwise) {
    return has(key) ? word(key) : otherwise;
  }

  /** A truth, or {@code otherwise} when none is written. */
  public boolean truth(String key, boolean otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    if (!(required(key) instanceof Boolean truth)) {
      throw new SettingsException(at(key), "expected true or false, got '" + required(key) + "'");
    }
    return truth;
  }

  /** One of an enumeration's constants, written in lower case. */
  public <E extends Enum<E>> E oneOf(String key, Class<E> type, E otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    String word = String.valueOf(required(key));
    for (E constant : type.getEnumConstants()) {
      if (Words.of(constant).equals(word)) {
        return constant;
      }
    }
    throw new SettingsException(
        at(key), "expected one of " + Words.of(type) + ", got '" + word + "'");
  }

  /** A list of whole numbers of at least 1; empty when none is written. */
  public List<Integer> sizes(String key) {
    if (!has(key)) {
      return List.of();
    }
    if (!(required(key) instanceof List<?> list)) {
      throw new SettingsException(at(key), "expected a list, got '" + required(key) + "'");
    }
    List<Integer> sizes = new ArrayList<>();
    for (Object item : list) {
      if (!(item instanceof Number n) || n.intValue() < 1 || n.doubleValue() != n.intValue()) {
        throw new SettingsException(
            at(key), "expected whole numbers of at least 1, got '" + item + "'");
      }
      sizes.add(n.intValue());
    }
    return List.copyOf(sizes);
  }

  /** The mapping under {@code key}; an empty one when none is written. */
  public Settings section(String key) {
    return has(key) ? of(at(key), required(key)) : new Settings(at(key), Map.of());
  }

  /**
   * The one named branch under {@code key}, as in {@code adam: {…}}; empty when none is written.
   */
  public Optional<Branch> branch(String key) {
    return has(key) ? Optional.of(branch(at(key), required(key))) : Optional.empty();
  }

  /** Reads a value that must be a mapping with one key, its name, or the bare name. */
  public static Branch branch(String path, Object value) {
    if (value instanceof String name) {
      return new Branch(name, new Settings(path + "." + name, Map.of()));
    }
    Settings outer = of(path, value);
    if (outer.values.size() != 1) {
      throw new SettingsException(
          path, "expected a mapping with one key, got " + outer.values.keySet());
    }
    String name = outer.values.keySet().iterator().next();
    return new Branch(name, outer.section(name));
  }

  /** The items of a list under {@code key}; empty when none is written. */
  public List<Object> items(String key) {
    if (!has(key)) {
      return List.of();
    }
    if (!(required(key) instanceof List<?> list)) {
      throw new SettingsException(at(key), "expected a list, got '" + required(key) + "'");
    }
    return List.copyOf(list);
  }

  /** The path of a key of this mapping. */
  public String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private Object required(String key) {
    Object value = values.get(key);
    if (value == null) {
      throw new SettingsException(at(key), "missing");
    }
    return value;
  }

  /**
   * A name with its settings.
   *
   * @param name such as {@code adam}
   * @param settings what stands under it
   */
  public record Branch(String name, Settings settings) {}
}
