package io.sonde.web.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How values are written in this API: times as ISO 8601 in UTC to the millisecond, numbers that are
 * not finite as the strings {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"}, nothing as
 * {@code null}. Thread-safe.
 */
public final class Json {
  /** Reads strictly: no doubled keys, nothing after the value. */
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** An empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The tree of a text. Throws {@link JsonProcessingException} when it is no JSON. */
  public static JsonNode parse(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  /** The text of a tree, on one line. */
  public static String text(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a tree, on one line and in ASCII, so that nothing in it can act on a screen. */
  public static String ascii(JsonNode node) {
    try {
      return MAPPER
          .writer()
          .with(JsonWriteFeature.ESCAPE_NON_ASCII)
          .writeValueAsString(node)
          .replace("\u007f", "\\u007f");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Maps, lists and plain values as a tree. */
  public static JsonNode tree(Object document) {
    return MAPPER.valueToTree(document);
  }

  /** A time as it is written. */
  public static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** Sets a time, or {@code null}. */
  static void put(ObjectNode node, String key, Optional<Instant> instant) {
    node.put(key, instant.map(Json::time).orElse(null));
  }
}
