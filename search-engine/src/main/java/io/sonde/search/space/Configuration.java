package io.sonde.search.space;

import io.sonde.search.binding.Binding;
import io.sonde.search.spelling.Nearest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A space with every search expression replaced by a value.
 *
 * <p>A value is got by its path: the place in the document, {@code optimizer.adam.learning_rate} or
 * {@code network[2].dense.units}, or the path of a parameter, {@code network[0].repeat}. Where a
 * branch was chosen both are there: a text is the branch's name, anything else is its mapping. What
 * does not fit throws {@link IllegalArgumentException} with the path, what was expected, what there
 * is, and the nearest path.
 *
 * @param tree the document: maps, lists, String, Long, Double, Boolean
 * @param values the searched values by path, in the order of the document; only the active ones
 */
public record Configuration(Map<String, Object> tree, Map<String, Object> values) {
  public Configuration {
    tree = Collections.unmodifiableMap(new LinkedHashMap<>(tree));
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The number at a path. */
  public double real(String path) {
    return get(path, double.class);
  }

  /** The whole number at a path. */
  public int whole(String path) {
    return get(path, int.class);
  }

  /** The text at a path. */
  public String text(String path) {
    return get(path, String.class);
  }

  /** The truth at a path. */
  public boolean flag(String path) {
    return get(path, boolean.class);
  }

  /** Whether there is a value at a path. */
  public boolean has(String path) {
    return values.containsKey(path) || Places.find(tree, path).isPresent();
  }

  /** The value at a path as a type: any that {@link Binding} can make, records among them. */
  public <T> T get(String path, Class<T> type) {
    boolean structured = type.isRecord() || type.isSealed() || type.isAssignableFrom(Map.class);
    Optional<Object> searched = Optional.ofNullable(values.get(path));
    Optional<Object> placed = Places.find(tree, path);
    Object value =
        (structured ? placed.or(() -> searched) : searched.or(() -> placed))
            .orElseThrow(() -> missing(path));
    return Binding.of(value, type, path);
  }

  /** The whole document as a record; see {@link Binding}. */
  public <T extends Record> T as(Class<T> type) {
    return Binding.of(tree, type, "");
  }

  private IllegalArgumentException missing(String path) {
    Set<String> paths = new LinkedHashSet<>(Places.all(tree).keySet());
    paths.addAll(values.keySet());
    return new IllegalArgumentException(
        "there is no value at '"
            + path
            + "'"
            + Nearest.to(path, paths)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("; there are " + String.join(", ", paths)));
  }
}
