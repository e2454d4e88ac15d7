package io.sonde.search.space;

import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The values of a domain, which may be a million: where a value stands is found without walking
 * them. Numbers are equal when their values are, whatever their types. Immutable.
 */
final class Listed extends AbstractList<Object> implements RandomAccess {
  private final Object[] values;
  private final Map<Object, Integer> indices;

  Listed(List<Object> values) {
    this.values = values.toArray();
    this.indices = new HashMap<>(2 * this.values.length);
    for (int i = 0; i < this.values.length; i++) {
      indices.putIfAbsent(key(this.values[i]), i);
    }
  }

  @Override
  public Object get(int index) {
    return values[index];
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public boolean contains(@Nullable Object value) {
    return indexOf(value) >= 0;
  }

  @Override
  public int indexOf(@Nullable Object value) {
    return value == null ? -1 : indices.getOrDefault(key(value), -1);
  }

  private static Object key(Object value) {
    return value instanceof Number number ? (Object) number.doubleValue() : value;
  }
}
