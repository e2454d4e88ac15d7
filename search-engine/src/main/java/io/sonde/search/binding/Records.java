package io.sonde.search.binding;

import io.sonde.search.spelling.Nearest;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Records, by the names of their components. */
final class Records {
  private Records() {}

  static Object bind(Object value, Class<?> type, String path) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] arguments = new Object[components.length];
    if (value instanceof Map<?, ?> mapping) {
      for (int i = 0; i < components.length; i++) {
        arguments[i] = component(mapping, components[i], type, path);
      }
    } else if (components.length == 1) {
      arguments[0] = Binding.bind(value, components[0].getGenericType(), path);
    } else {
      throw Words.expected("a mapping for the record " + type.getSimpleName(), value, path);
    }
    return make(type, components, arguments, path);
  }

  private static Object component(
      Map<?, ?> mapping, RecordComponent component, Class<?> type, String path) {
    List<String> keys = mapping.keySet().stream().map(String::valueOf).toList();
    Optional<String> key = Names.find(component.getName(), keys);
    if (key.isPresent()) {
      String place = path.isEmpty() ? key.get() : path + "." + key.get();
      Object found = Objects.requireNonNull(mapping.get(key.get()), place);
      return Binding.bind(found, component.getGenericType(), place);
    }
    if (isOptional(component.getGenericType())) {
      return Optional.empty();
    }
    String name = Names.snake(component.getName());
    throw new IllegalArgumentException(
        Words.at(path)
            + "expected '"
            + name
            + "' for the record "
            + type.getSimpleName()
            + ", got "
            + (keys.isEmpty() ? "nothing" : String.join(", ", keys))
            + Nearest.hint(name, keys));
  }

  private static boolean isOptional(Type type) {
    return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
  }

  private static Object make(
      Class<?> type, RecordComponent[] components, Object[] arguments, String path) {
    try {
      Constructor<?> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new IllegalArgumentException(
          Words.at(path) + type.getSimpleName() + ": " + cause.getMessage(), cause);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(
          Words.at(path) + "cannot make a " + type.getName() + ": " + e.getMessage(), e);
    }
  }
}
