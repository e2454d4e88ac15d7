package io.sonde.trial.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Values of a configuration as texts for a command line. */
final class Values {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Values() {}

  /** A number, truth or text as a program reads it; a mapping or list as JSON. */
  static String text(Object value) {
    if (value instanceof Double number) {
      return Double.toString(number).toLowerCase(Locale.ROOT);
    } else if (value instanceof Map<?, ?> || value instanceof List<?>) {
      return json(value);
    }
    return String.valueOf(value);
  }

  /** JSON on one line. */
  static String json(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + value, e);
    }
  }
}
