package io.sonde.store.sweep;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON texts in the database. Keys keep their order, whole numbers are read as Long, and NaN
 * and the infinities stand as the strings of their names, because JSON has no numbers for them.
 */
final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(new JsonFactoryBuilder().characterEscapes(new WithoutNul()).build())
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .build();

  private Json() {}

  static String write(Object tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("This cannot be kept as JSON: " + tree, e);
    }
  }

  static Map<String, Object> tree(String json) {
    return read(json, new TypeReference<LinkedHashMap<String, Object>>() {});
  }

  static Map<String, Double> numbers(String json) {
    return read(json, new TypeReference<LinkedHashMap<String, Double>>() {});
  }

  static List<Map<String, Object>> list(String json) {
    return read(json, new TypeReference<List<Map<String, Object>>>() {});
  }

  static List<String> words(String json) {
    return read(json, new TypeReference<List<String>>() {});
  }

  private static <T> T read(String json, TypeReference<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The database holds JSON that cannot be read: " + json, e);
    }
  }

  /** PostgreSQL refuses to look into a JSON text with a NUL in it, even an escaped one. */
  private static final class WithoutNul extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    private final int[] codes = standardAsciiEscapesForJSON();

    WithoutNul() {
      codes[0] = ESCAPE_CUSTOM;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return codes.clone();
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
      return character == 0 ? new SerializedString(String.valueOf(Storable.REPLACEMENT)) : null;
    }
  }
}
