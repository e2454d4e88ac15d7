package io.sonde.app.asktell;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sonde.search.spelling.Nearest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A line of the client, read strictly. Every method throws {@link WrongLine} that says what was
 * expected.
 */
final class Request {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private final ObjectNode fields;

  private Request(ObjectNode fields) {
    this.fields = fields;
  }

  /** The line cannot be answered. */
  static final class WrongLine extends Exception {
    private static final long serialVersionUID = 1;

    WrongLine(String message) {
      super(message);
    }
  }

  static Request parse(String line) throws WrongLine {
    if (line.isBlank()) {
      throw new WrongLine("expected a JSON object such as {\"op\":\"ask\"}, got an empty line");
    }
    try (JsonParser parser = MAPPER.createParser(line)) {
      JsonNode value = MAPPER.readTree(parser);
      if (parser.nextToken() != null) {
        throw new WrongLine("expected one JSON object on a line, got more after it");
      } else if (value instanceof ObjectNode object) {
        return new Request(object);
      }
    } catch (JsonProcessingException e) {
      throw new WrongLine("expected a JSON object on one line: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new WrongLine("expected a JSON object such as {\"op\":\"ask\"}, got another JSON value");
  }

  /** The word for what is wanted. */
  String op(List<String> known) throws WrongLine {
    String op = text("op").orElseThrow(() -> new WrongLine("expected \"op\": " + words(known)));
    if (!known.contains(op)) {
      throw new WrongLine(
          "expected \"op\": " + words(known) + ", got \"" + op + "\"" + Nearest.hint(op, known));
    }
    return op;
  }

  /** There are no fields but these. */
  void only(String... known) throws WrongLine {
    List<String> all = List.of(known);
    for (String name : (Iterable<String>) fields::fieldNames) {
      if (!all.contains(name)) {
        throw new WrongLine(
            "unknown field \"" + name + "\"; expected " + words(all) + Nearest.hint(name, all));
      }
    }
  }

  /** A whole number that must be there. */
  int whole(String name) throws WrongLine {
    JsonNode value = fields.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw new WrongLine("expected a whole number as \"" + name + "\", got " + got(value));
    }
    return value.intValue();
  }

  Optional<String> text(String name) throws WrongLine {
    JsonNode value = fields.path(name);
    if (!value.isMissingNode() && !value.isTextual()) {
      throw new WrongLine("expected a text as \"" + name + "\", got " + got(value));
    }
    return value.isMissingNode() ? Optional.empty() : Optional.of(value.textValue());
  }

  /** Numbers by name that must be there. */
  Map<String, Double> metrics() throws WrongLine {
    if (!fields.has("metrics")) {
      throw new WrongLine("expected \"metrics\", an object of numbers by name");
    }
    return metricsIfAny();
  }

  /** Numbers by name; none when they are not there. */
  Map<String, Double> metricsIfAny() throws WrongLine {
    JsonNode object = fields.path("metrics");
    if (!object.isMissingNode() && !object.isObject()) {
      throw new WrongLine(
          "expected an object of numbers by name as \"metrics\", got " + got(object));
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      metrics.put(entry.getKey(), number(entry.getKey(), entry.getValue()));
    }
    return metrics;
  }

  /**
   * What is not finite may also be written as a text, for clients whose JSON has no such number.
   */
  private static double number(String name, JsonNode value) throws WrongLine {
    if (value.isNumber()) {
      return value.doubleValue();
    }
    return switch (value.asText()) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default ->
          throw new WrongLine(
              "expected a number, \"NaN\", \"Infinity\" or \"-Infinity\" as the metric \""
                  + name
                  + "\", got "
                  + got(value));
    };
  }

  private static String got(JsonNode value) {
    if (value.isMissingNode()) {
      return "nothing";
    }
    if (value.isContainerNode()) {
      return value.getNodeType() == JsonNodeType.ARRAY ? "a list" : "an object";
    }
    String text = value.toString();
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  private static String words(List<String> words) {
    return String.join(", ", words.subList(0, words.size() - 1))
        + (words.size() > 1 ? " or " : "")
        + words.get(words.size() - 1);
  }
}
