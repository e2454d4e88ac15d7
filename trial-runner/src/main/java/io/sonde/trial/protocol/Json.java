package io.sonde.trial.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as this protocol uses it: numbers that JSON cannot write are words. */
public final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /** A mapping as JSON on one line. */
  public static String write(Map<String, Object> map) {
    try {
      return MAPPER.writeValueAsString(map);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + map, e);
    }
  }

  /** A JSON object. Throws {@link IllegalArgumentException} for anything else. */
  public static Map<String, Object> map(String text) {
    try {
      return MAPPER.readValue(text, new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("expected a JSON object: " + e.getOriginalMessage(), e);
    }
  }

  static String text(Map<String, Object> map, String key) {
    if (!(map.get(key) instanceof String text)) {
      throw new IllegalArgumentException("expected text under '" + key + "', got " + map.get(key));
    }
    return text;
  }

  static long whole(Map<String, Object> map, String key) {
    if (!(map.get(key) instanceof Number number)) {
      throw new IllegalArgumentException(
          "expected a number under '" + key + "', got " + map.get(key));
    }
    return number.longValue();
  }

  @SuppressWarnings("unchecked") // Jackson makes maps of JSON objects, with text as keys
  static Map<String, Object> section(Map<String, Object> map, String key) {
    if (!(map.get(key) instanceof Map<?, ?> section)) {
      throw new IllegalArgumentException(
          "expected an object under '" + key + "', got " + map.get(key));
    }
    return (Map<String, Object>) section;
  }

  /** The objects of a list. */
  @SuppressWarnings("unchecked") // Jackson makes maps of JSON objects, with text as keys
  static List<Map<String, Object>> sections(Map<String, Object> map, String key) {
    if (!(map.get(key) instanceof List<?> list)
        || !list.stream().allMatch(item -> item instanceof Map<?, ?>)) {
      throw new IllegalArgumentException(
          "expected a list of objects under '" + key + "', got " + map.get(key));
    }
    return (List<Map<String, Object>>) list;
  }

  /** A number, or {@code otherwise} where none is written. */
  static double number(Map<String, Object> map, String key, double otherwise) {
    return map.get(key) instanceof Number number ? number.doubleValue() : otherwise;
  }

  /** Metrics with NaN and infinities as words. */
  public static Map<String, Object> metrics(Map<String, Double> metrics) {
    Map<String, Object> result = new LinkedHashMap<>();
    metrics.forEach(
        (name, value) -> result.put(name, Double.isFinite(value) ? value : String.valueOf(value)));
    return result;
  }
}
