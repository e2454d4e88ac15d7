package io.sonde.web.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sonde.web.document.Json;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON object in a request's body; throws {@link HttpProblem} for what is wrong in it. */
public final class JsonBody {
  private final JsonNode object;

  private JsonBody(JsonNode object) {
    this.object = object;
  }

  /** Reads the body, which may hold these keys and no others; no body is an empty object. */
  public static JsonBody of(RoutingContext context, String... keys) {
    String text = context.body().asString();
    JsonNode node = text == null || text.isBlank() ? Json.object() : parse(text);
    if (!node.isObject()) {
      throw HttpProblem.invalid("The body is to be a JSON object, got " + kind(node) + ".");
    }
    List<String> known = List.of(keys);
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                throw HttpProblem.invalid(
                    "The body has an unknown key '" + key + "'; known are " + known + ".");
              }
            });
    return new JsonBody(node);
  }

  private static JsonNode parse(String text) {
    try {
      return Json.parse(text);
    } catch (JsonProcessingException e) {
      throw HttpProblem.invalid(
          "The body is not JSON: " + place(e.getLocation()) + e.getOriginalMessage());
    }
  }

  /** What is too deep or too long has no place. */
  private static String place(@Nullable JsonLocation location) {
    return location == null
        ? ""
        : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
  }

  /** A text; empty when it is not there. */
  public Optional<String> text(String key) {
    JsonNode value = value(key);
    if (value != null && !value.isTextual()) {
      throw wrong(key, "a text", value);
    }
    return Optional.ofNullable(value).map(JsonNode::asText);
  }

  /** A list of texts; none when it is not there. */
  public List<String> texts(String key) {
    JsonNode value = value(key);
    if (value == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode text : value) {
      if (text.isTextual()) {
        texts.add(text.asText());
      }
    }
    if (!value.isArray() || texts.size() < value.size()) {
      throw wrong(key, "a list of texts", value);
    }
    return texts;
  }

  /** A truth; false when it is not there. */
  public boolean truth(String key) {
    return truth(key, false);
  }

  /** A truth; another one when it is not there. */
  public boolean truth(String key, boolean otherwise) {
    JsonNode value = value(key);
    if (value != null && !value.isBoolean()) {
      throw wrong(key, "true or false", value);
    }
    return value == null ? otherwise : value.asBoolean();
  }

  /** A whole number within bounds; empty when it is not there. */
  public Optional<Long> whole(String key, long least, long most) {
    JsonNode value = value(key);
    if (value == null) {
      return Optional.empty();
    }
    boolean whole = value.isIntegralNumber() && value.canConvertToLong();
    if (!whole || value.asLong() < least || value.asLong() > most) {
      throw wrong(key, "a whole number within [" + least + ", " + most + "]", value);
    }
    return Optional.of(value.asLong());
  }

  /** Numbers by name, of which NaN and infinities stand as strings; none when it is not there. */
  public Map<String, Double> numbers(String key) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    JsonNode value = value(key);
    if (value == null) {
      return numbers;
    }
    if (!value.isObject()) {
      throw wrong(key, "an object of numbers by name", value);
    }
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      numbers.put(entry.getKey(), number(key + "." + entry.getKey(), entry.getValue()));
    }
    return numbers;
  }

  private static double number(String path, JsonNode value) {
    if (value.isNumber()) {
      return value.asDouble();
    }
    return switch (value.asText()) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default ->
          throw wrong(path, "a number or one of \"NaN\", \"Infinity\", \"-Infinity\"", value);
    };
  }

  private @Nullable JsonNode value(String key) {
    JsonNode value = object.get(key);
    return value == null || value.isNull() ? null : value;
  }

  private static HttpProblem wrong(String key, String expected, JsonNode got) {
    String text = got.isValueNode() ? Json.text(got) : kind(got);
    return HttpProblem.invalid("'" + key + "' is to be " + expected + ", got " + text + ".");
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "a list";
      case STRING -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "a truth";
      default -> "nothing";
    };
  }
}
