package io.sonde.search.binding;

import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Single values: numbers, truths, texts and enums. */
final class Scalars {
  private Scalars() {}

  /** The type itself, or the one that a primitive is boxed to. */
  @SuppressWarnings("unchecked")
  static <T> Class<T> boxed(Class<T> type) {
    return (Class<T>) MethodType.methodType(type).wrap().returnType();
  }

  static Object bind(Object value, Class<?> type, String path) {
    Class<?> boxed = boxed(type);
    if (boxed == Integer.class) {
      return (int) whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE, path);
    } else if (boxed == Long.class) {
      return whole(value, Long.MIN_VALUE, Long.MAX_VALUE, path);
    } else if (boxed == Double.class && value instanceof Number number) {
      return number.doubleValue();
    } else if (boxed == Float.class && value instanceof Number number) {
      return number.floatValue();
    } else if (type.isEnum() && value instanceof String word) {
      return constant(word, type, path);
    } else if (boxed.isInstance(value)) {
      return value;
    }
    throw Words.expected(name(boxed), value, path);
  }

  private static long whole(Object value, long least, long most, String path) {
    if (value instanceof Number number) {
      long whole = number.longValue();
      if (whole == number.doubleValue() && whole >= least && whole <= most) {
        return whole;
      }
    }
    throw Words.expected("a whole number", value, path);
  }

  private static Object constant(String word, Class<?> type, String path) {
    for (Object constant : type.getEnumConstants()) {
      if (Names.same(((Enum<?>) constant).name(), word)) {
        return constant;
      }
    }
    String words =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> Names.snake(((Enum<?>) constant).name()))
            .collect(Collectors.joining(", "));
    throw Words.expected("one of " + words, word, path);
  }

  private static String name(Class<?> type) {
    if (type == Double.class || type == Float.class) {
      return "a number";
    } else if (type == Boolean.class) {
      return "true or false";
    }
    return type == String.class ? "a text" : "a " + type.getSimpleName();
  }
}
