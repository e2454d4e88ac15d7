package io.sonde.search.binding;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a Java value of a value of a document.
 *
 * <ul>
 *   <li>numbers, {@code boolean} and {@code String}, primitive or not; a whole number where a real
 *       one is asked for, and a real one without a fraction where a whole one is
 *   <li>enums, by the name of their constant
 *   <li>records, from mappings: a component {@code learningRate} takes the key {@code
 *       learning_rate}, one of type {@link Optional} may be absent, other keys are passed over. A
 *       record of one component also takes that component's value
 *   <li>sealed interfaces, from a mapping of one key or a word: the permitted record whose name is
 *       the key's, {@code MaxPool} of {@code max_pool}
 *   <li>{@code List<T>}, {@code Map<String, T>}, and {@code Object} for whatever there is
 * </ul>
 */
public final class Binding {
  private Binding() {}

  /**
   * A value as this type.
   *
   * @param path where the value stands, for messages
   * @throws IllegalArgumentException that names the path, what was expected and what there is; also
   *     when a record's constructor refuses its components
   */
  public static <T> T of(Object value, Class<T> type, String path) {
    return Scalars.boxed(type).cast(bind(value, type, path));
  }

  static Object bind(Object value, Type type, String path) {
    if (type instanceof ParameterizedType generic) {
      return generic(value, generic, path);
    }
    if (!(type instanceof Class<?> plain)) {
      throw new IllegalArgumentException("at " + path + ": cannot make a value of type " + type);
    }
    if (plain.isRecord()) {
      return Records.bind(value, plain, path);
    } else if (plain.isSealed()) {
      return Branches.bind(value, plain, path);
    }
    return Scalars.bind(value, plain, path);
  }

  private static Object generic(Object value, ParameterizedType type, String path) {
    Type[] arguments = type.getActualTypeArguments();
    Type last = arguments[arguments.length - 1];
    if (type.getRawType() == Optional.class) {
      return Optional.of(bind(value, last, path));
    } else if (type.getRawType() == List.class && value instanceof List<?> items) {
      List<Object> bound = new ArrayList<>();
      for (Object item : items) {
        bound.add(bind(item, last, path + "[" + bound.size() + "]"));
      }
      return List.copyOf(bound);
    } else if (type.getRawType() == Map.class
        && arguments[0] == String.class
        && value instanceof Map<?, ?> entries) {
      Map<String, Object> bound = new LinkedHashMap<>();
      entries.forEach((key, v) -> bound.put((String) key, bind(v, last, path + "." + key)));
      return bound;
    }
    throw Words.expected(type.getTypeName(), value, path);
  }
}
